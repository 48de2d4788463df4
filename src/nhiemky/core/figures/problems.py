"""The numbered problems of a facts file (`problems.toml`)."""

from nhiemky.core.catalogue import Catalogue

FIGURE_PROBLEMS = Catalogue.of(__package__)
problem = FIGURE_PROBLEMS.problem

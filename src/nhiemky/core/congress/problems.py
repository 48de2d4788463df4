"""The numbered problems of running a congress (`problems.toml`)."""

from nhiemky.core.catalogue import Catalogue

CONGRESS_PROBLEMS = Catalogue.of(__package__)
problem = CONGRESS_PROBLEMS.problem

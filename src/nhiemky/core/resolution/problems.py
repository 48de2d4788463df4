"""The numbered problems of targets, tasks, amendments and of a resolution's way to adoption (`problems.toml`)."""

from nhiemky.core.catalogue import Catalogue

RESOLUTION_PROBLEMS = Catalogue.of(__package__)

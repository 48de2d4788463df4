"""The numbered problems of boards (`problems.toml`)."""

from nhiemky.core.catalogue import Catalogue

BOARD_PROBLEMS = Catalogue.of(__package__)

"""The numbered problems of definitions kept by the office: forms, measures, indicators (`problems.toml`)."""

from nhiemky.core.catalogue import Catalogue

DEFINITION_PROBLEMS = Catalogue.of(__package__)

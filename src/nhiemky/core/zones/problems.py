"""The numbered problems of certificates (`problems.toml`)."""

from nhiemky.core.catalogue import Catalogue

ZONE_PROBLEMS = Catalogue.of(__package__)

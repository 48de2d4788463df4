"""The numbered problems of periods, formulas, definitions and their computation (`problems.toml`)."""

from nhiemky.core.catalogue import Catalogue

INDICATOR_PROBLEMS = Catalogue.of(__package__)

"""Numbered problems that only stored reports can have; those of figures and states are in `core.reporting`."""

from nhiemky.core.catalogue import Catalogue

REPORT_PROBLEMS = Catalogue.of(__package__)

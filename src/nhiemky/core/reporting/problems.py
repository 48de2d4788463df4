"""The numbered problems of report forms, of entry, of checks and of a report's way to acceptance (`problems.toml`)."""

from nhiemky.core.catalogue import Catalogue

REPORTING_PROBLEMS = Catalogue.of(__package__)

"""The numbered problems of workbooks (`problems.toml`): W…; figures in them have the codes of the form (E…, R…)."""

from nhiemky.core.catalogue import Catalogue

WORKBOOK_PROBLEMS = Catalogue.of(__package__)

"""The numbered problems of paper ballots (`problems.toml`)."""

from nhiemky.core.catalogue import Catalogue

BALLOT_PROBLEMS = Catalogue.of(__package__)
problem = BALLOT_PROBLEMS.problem

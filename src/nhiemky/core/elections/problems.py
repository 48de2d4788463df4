"""The numbered problems of elections (`problems.toml`)."""

from nhiemky.core.catalogue import Catalogue

ELECTION_PROBLEMS = Catalogue.of(__package__)
problem = ELECTION_PROBLEMS.problem

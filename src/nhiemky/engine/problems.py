"""The numbered problems of snapshots (`problems.toml`); those of 20 and above are warnings."""

from nhiemky.core.catalogue import Catalogue

ENGINE_PROBLEMS = Catalogue.of(__package__)

"""What this room refuses: `B6xx` in `problems.toml`."""

from nhiemky.core.catalogue import Catalogue

_CATALOGUE = Catalogue.of(__package__)
problem = _CATALOGUE.problem
refusal = _CATALOGUE.refusal

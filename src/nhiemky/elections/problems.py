"""What an action of this room refuses.

The core's problems (`E3xx` typed totals, `E4xx` the list, `E5xx` steps) and this room's own (`E6xx`, `problems.toml`)
are one kind of thing.
"""

from collections.abc import Mapping

from nhiemky.core.catalogue import Catalogue

_CATALOGUE = Catalogue.of(__package__)
problem = _CATALOGUE.problem

# Which rule of the rulebook stands behind a problem of the list, so that the page can cite it.
RULES: Mapping[str, str] = {
    "E401": "may_stand",
    "E402": "may_nominate",
    "E403": "outgoing_outside_list",
    "E404": "outgoing_outside_list",
    "E405": "floor_support",
    "E406": "surplus_required",
    "E407": "surplus_limit",
    "E408": "surplus_none",
    "E409": "tellers_on_ballot",
    "E411": "surplus_required",
    "E603": "separate_ballots",
    "E628": "separate_ballots",
    "E629": "secretary_rounds",
}

"""Forms, measures and indicators of the office for the addresses of `reporting` and `indicators` that define them."""

from nhiemky.indicators.definitions import actions as definitions
from nhiemky.indicators.definitions.models import OfficeDefinition
from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.reporting.form_definitions import actions
from tests.indicators.definitions.made import INDICATOR, MEASURE
from tests.reporting import filing
from tests.reporting.form_definitions import made
from tests.site.measured_access import Arguments, Cast


def examples(cast: Cast) -> dict[str, Arguments]:
    """A draft and a live one of each."""
    officer, second = cast.accounts[Role.ZONES_OFFICER], cast.accounts[Role.ADMINISTRATOR]
    with clock.at(filing.IN_APRIL):
        draft = actions.draft(officer, made.text())
        live = made.live(officer, second, {**made.SMALL, "code": "LD-NU-2"})
        measure = definitions.draft(officer, OfficeDefinition.Kind.MEASURE, MEASURE)
        indicator = definitions.draft(officer, OfficeDefinition.Kind.INDICATOR, INDICATOR)
        indicator = definitions.release(second, indicator, indicator.edition)
    return {
        **{f"reporting:form_{name}": (draft.pk,) for name in ("draft", "draft_toml", "release", "discard")},
        "reporting:form_part": (draft.pk, "chung"),
        "reporting:form_row": (draft.pk, "line", 1),
        "reporting:form_retire": (live.pk,),
        **{f"reporting:form_{name}": ("A.III.1", "2021") for name in ("version", "toml")},
        "indicators:definition_new": ("measure",),
        "indicators:definition_toml": ("measure", "exports"),
        **{f"indicators:definition_{name}": (measure.pk,) for name in ("text", "edit", "release", "discard")},
        "indicators:definition": (measure.pk,),
        "indicators:definition_retire": (indicator.pk,),
    }

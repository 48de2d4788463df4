"""Resolutions before and after adoption for the addresses of `resolution`."""

from dataclasses import replace
from datetime import date

from django.core.files.base import ContentFile

from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.resolution import actions
from nhiemky.resolution.models import Evidence, MilestoneStatement
from tests import people
from tests.resolution import scenes
from tests.site.measured_access import Arguments, Cast


def examples(cast: Cast) -> dict[str, Arguments]:
    """A draft, a text before the vote, and an adopted resolution with a proof, in another cell."""
    house = replace(cast.house, cell=cast.house.other_cell)
    office = scenes.Office(
        house,
        people.term(house.cell, ordinal=9, label="2025 - 2030", since=date(2025, 1, 1)),
        cast.accounts[Role.CLERK],
        cast.accounts[Role.PRESIDIUM],
    )
    with clock.at(scenes.MOMENT):
        draft, adopted = scenes.drafted(office), scenes.adopted(office)
        voted = actions.put_to_vote(office.clerk, scenes.drafted(office))
        task = adopted.tasks.get(number=1)
        file = ContentFile(b"%PDF-1.7", name="bao-cao.pdf")
        milestone = scenes.milestone(office)
        shown = MilestoneStatement(target=milestone, day=scenes.DAY, document="2-BC", file=file)
        statement = actions.state_milestone(office.clerk, shown)
        proof = actions.enter_evidence(office.clerk, Evidence(task=task, document="1-BC", day=scenes.DAY, file=file))
    drafted = ("change", "amend", "put_to_vote", "add_target", "add_task")
    return {
        **{f"resolution:{name}": (draft.pk,) for name in drafted},
        **{f"resolution:{name}": (draft.targets.get(number=1).pk,) for name in ("change_target", "remove_target")},
        **{f"resolution:{name}": (draft.tasks.get(number=1).pk,) for name in ("change_task", "remove_task")},
        "resolution:decide": (voted.pk,),
        **{f"resolution:{name}": (adopted.pk,) for name in ("resolution", "replace", "pdf", "docx")},
        **{f"resolution:{name}": (task.pk,) for name in ("task", "advance", "evidence", "note")},
        "resolution:milestone": (milestone.pk,),
        "resolution:evidence_file": (proof.pk,),
        "resolution:statement_file": (statement.pk,),
    }

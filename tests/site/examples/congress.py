"""A congress of the cell in session, with one row of each kind."""

from nhiemky.congress import actions
from nhiemky.congress.models import Congress, Paper
from nhiemky.core.congress.states import CongressAction
from nhiemky.organisation.models import Role, Term
from tests import people
from tests.site.measured_access import Arguments, Cast


def examples(cast: Cast) -> dict[str, Arguments]:
    """The congress is in session, so that its pages, votes and speakers can be opened."""
    cell = cast.house.cell
    clerk, presidium = cast.accounts[Role.CLERK], cast.accounts[Role.PRESIDIUM]
    members = [people.member(cell, name) for name in ("Lê Văn Họp", "Phạm Thị Họp", "Vũ Văn Họp")]
    term = Term.objects.filter(unit=cell).order_by("-ordinal").first()
    ordinal = term.ordinal + 1 if term else 8
    new = people.term(cell, ordinal, "2025 - 2030", people.date(2025, 1, 1))
    congress = Congress(term=new, held_on=people.date(2025, 6, 15), place="Hội trường", locality="Thái Nguyên")
    actions.prepare(clerk, congress)
    actions.draw_up_roll(clerk, congress)
    actions.move_on(clerk, congress, CongressAction.CONVENE)
    actions.mark_rest(clerk, congress, "present")
    actions.move_on(presidium, congress, CongressAction.OPEN)
    present = congress.convened.filter(status="official", attendance="present").count()
    vote = actions.record_vote(presidium, congress, question="Thông qua chương trình", agree=present)
    paper = actions.save_paper(clerk, Paper(congress=congress, title="Tham luận", member=members[0]))
    speech = actions.ask_to_speak(clerk, congress, member=members[1])
    by_congress = (
        "congress", "change", "step", "minutes_docx", "minutes_pdf", "agenda", "copy", "papers", "roll", "draw_up",
        "mark_rest", "conduct", "vote", "speak", "floor", "bodies", "decisions", "election_create", "resolution_name",
        "resolution_decide",
    )  # fmt: skip
    by_item = ("item_change", "item_move", "item_remove", "lesson", "item_start", "item_end")
    item = congress.items.order_by("position")[0]
    return {
        **{f"congress:{name}": (congress.pk,) for name in by_congress},
        **{f"congress:{name}": (congress.pk, item.pk) for name in by_item},
        **{f"congress:{name}": (congress.pk, paper.pk) for name in ("paper", "paper_remove")},
        "congress:mark": (congress.pk, congress.convened.order_by("pk")[0].pk),
        "congress:vote_correct": (congress.pk, vote.pk),
        "congress:speaker_withdraw": (congress.pk, speech.pk),
    }

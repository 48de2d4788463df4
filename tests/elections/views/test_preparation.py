"""The clerk prepares a vote on pages that keep what was typed and say what is wrong."""

import pytest
from django.urls import reverse

from nhiemky.elections import actions
from nhiemky.elections.models import Election, ExclusionReason, State
from nhiemky.records.models import Event
from tests.elections import scenes


def post(browser, name, election, **data):
    return browser.post(reverse(f"elections:{name}", args=[election.pk]), data)


def test_a_clerk_prepares_an_election_from_the_first_page_to_the_open_vote(hall, clerk):
    page = clerk.post(
        reverse("elections:prepare"),
        {
            "term": hall.term.pk,
            "office": "committee",
            "title": "Bầu Chi ủy",
            "seats": "5",
            "rulebook": "party-244-2014",
            "held_on": "2022-06-16",
            "place": "Thái Nguyên",
        },
    )
    election = Election.objects.get()
    assert page.url == reverse("elections:election", args=[election.pk])
    assert election.unit == hall.house.cell
    for name in scenes.NAMES:
        entered = post(clerk, "candidates", election, member=hall.member(name).pk, source="committee")
        assert entered.status_code == 302
    numbers = {"temporary_elsewhere": 0, "exempt_absent": 0, "suspended": 0, "absent_with_leave": 1}
    post(clerk, "attendance", election, convened=28, present=27, **numbers)
    post(clerk, "committee", election, head=hall.members[-1].pk, members=[hall.members[-2].pk])
    post(clerk, "step", election, step="close_list")
    post(clerk, "step", election, step="open_voting")
    assert post(clerk, "ballots", election, issued=27, returned=27).status_code == 302
    stored = Election.objects.get()
    assert (stored.state, stored.base, stored.issued, stored.style) == (State.COUNTING, 27, 27, "strike")


def test_a_rulebook_that_was_not_in_force_is_said_beside_its_field_and_the_rest_stays_typed(hall, clerk):
    election = scenes.draft(hall)
    page = post(
        clerk,
        "change",
        election,
        term=hall.term.pk,
        office="committee",
        title="Đang gõ",
        seats=5,
        rulebook="party-190-2024",
        held_on="2022-06-16",
        place="Thái Nguyên",
    )
    assert page.status_code == 422
    assert "E618" in page.context["form"].errors["rulebook"][0]
    assert "Đang gõ" in page.content.decode()
    assert Election.objects.get().title != "Đang gõ"


def test_the_list_shows_each_fault_with_the_rule_and_how_sure_it_is(hall, clerk):
    election = scenes.draft(hall)
    extra = post(clerk, "candidates", election, member=hall.members[8].pk, source="committee")
    assert extra.status_code == 302
    page = clerk.get(reverse("elections:candidates", args=[election.pk])).content.decode()
    assert "E407" in page
    assert "244-QĐ/TW" in page
    clerk.cookies["nhiemky_language"] = "en"
    english = clerk.get(reverse("elections:candidates", args=[election.pk])).content.decode()
    assert "Surplus for three to five seats" in english
    assert "unverified" in english


def test_a_nomination_from_the_floor_says_who_nominated_and_how_many_agreed(hall, clerk):
    election = scenes.draft(hall, names=scenes.NAMES[:5])
    page = post(clerk, "candidates", election, member=hall.members[5].pk, source="nominated")
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"nominator", "support"}


def test_a_candidate_is_withdrawn_put_back_and_removed_with_buttons(hall, clerk):
    election = scenes.draft(hall)
    candidate = election.candidates.get(name="Lê Văn An")
    for do, left in (("withdraw", 5), ("return", 6), ("remove", 5)):
        clerk.post(reverse("elections:candidate", args=[candidate.pk]), {"do": do})
        assert election.candidates.filter(withdrawn=False).count() == left
    assert clerk.post(reverse("elections:candidate", args=[election.candidates.first().pk])).status_code == 400


def test_a_step_that_is_refused_says_why_on_the_page(hall, clerk):
    election = scenes.draft(hall, names=scenes.NAMES[:5])
    page = clerk.post(reverse("elections:step", args=[election.pk]), {"step": "close_list"}, follow=True)
    assert "E406" in page.content.decode()
    assert post(clerk, "step", election, step="declare").status_code == 400


def test_the_page_of_an_election_says_what_to_do_next(hall, clerk):
    clerk.cookies["nhiemky_language"] = "en"
    election = scenes.prepared(hall)

    def shown():
        return clerk.get(reverse("elections:election", args=[election.pk])).content.decode()

    assert "The list is lawful" in shown()
    actions.close_list(hall.clerk, election)
    assert "seal the box" in shown()
    actions.open_voting(hall.clerk, election)
    assert "report the ballots" in shown()
    actions.close_voting(hall.clerk, election, issued=28, returned=28)
    assert "0 of two tellers" in shown()


def test_every_rule_of_a_rulebook_is_on_its_page_with_its_source(hall, clerk):
    for language, unverified in (("vi", "chưa kiểm chứng"), ("en", "unverified")):
        clerk.cookies["nhiemky_language"] = language
        page = clerk.get(reverse("elections:rulebook", args=["party-190-2024"])).content.decode()
        assert page.count("<tr>") > 25
        assert "190-QĐ/TW" in page
        assert unverified in page
    assert clerk.get(reverse("elections:rulebook", args=["party-1999"])).status_code == 404


def test_the_vote_is_closed_with_all_its_sheets_or_with_none(hall, clerk):
    election = scenes.voting(hall)
    half = post(clerk, "ballots", election, issued=28, returned=28, printed=30)
    assert (half.status_code, set(half.context["form"].errors)) == (422, {"spoiled", "unused"})
    wrong = post(clerk, "ballots", election, issued=28, returned=28, printed=30, spoiled=0, unused=1)
    assert "E311" in wrong.context["form"].errors["printed"][0]
    assert post(clerk, "ballots", election, issued=28, returned=28, printed=31, spoiled=1, unused=2).status_code == 302
    election.refresh_from_db()
    assert (election.printed, election.spoiled, election.unused) == (31, 1, 2)


def test_the_page_of_the_attendance_says_that_the_roll_gives_the_numbers(hall, clerk):
    clerk.cookies["nhiemky_language"] = "en"
    election = scenes.draft(hall)
    numbers = {"convened": 28, "excluded": scenes.NOBODY_LEFT_OUT, "present": 28}
    actions.record_attendance(hall.clerk, election, **numbers, from_roll=True)
    assert "Correct them there" in clerk.get(reverse("elections:attendance", args=[election.pk])).content.decode()
    typed = dict.fromkeys(ExclusionReason.values, 0) | {"convened": 28, "present": 27}
    assert "E627" in str(post(clerk, "attendance", election, **typed).context["form"].errors)


@pytest.mark.parametrize("name", ["candidates", "committee"])
def test_reading_the_list_of_members_is_recorded(hall, clerk, name):
    election = scenes.draft(hall)
    clerk.get(reverse(f"elections:{name}", args=[election.pk]))
    event = Event.objects.order_by("sequence").last()
    assert (event.verb, event.actor, event.details) == (
        "records.looked", hall.clerk.actor_name, {"what": f"elections:{name}"},
    )  # fmt: skip
    assert event.subject == f"elections.Election:{election.pk}"

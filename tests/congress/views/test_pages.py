"""Every page of the room in both languages, and what happens after a click."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhiemky.congress import actions
from nhiemky.congress.models import BodyMember, Congress, Convened, OpenVote, Paper, Speech
from nhiemky.organisation.models import Role
from nhiemky.records.models import Event
from tests import people
from tests.congress import scenes

PAGES = ("congress", "agenda", "roll", "conduct", "decisions", "bodies", "papers", "change", "copy")


def post(client, name, congress, *more, **data):
    return client.post(reverse(f"congress:{name}", args=[congress.pk, *more]), data)


@pytest.fixture
def clerk(hall, client):
    client.force_login(hall.clerk)
    return client


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_opens_in_both_languages(hall, clerk, language):
    congress = scenes.in_session(hall)
    actions.start_item(hall.presidium, scenes.item(congress, "elect_committee"))
    scenes.bodies(hall, congress)
    scenes.declared(hall, congress)
    scenes.resolution(hall, congress)
    paper = actions.save_paper(hall.clerk, Paper(congress=congress, title="Tham luận", member=hall.members[0]))
    for place in (0, 1):
        actions.ask_to_speak(hall.clerk, congress, member=hall.members[place])
    actions.give_floor(hall.presidium, congress)
    clerk.cookies["nhiemky_language"] = language
    addresses = [reverse(f"congress:{name}", args=[congress.pk]) for name in PAGES]
    addresses += [reverse("congress:congresses"), reverse("congress:create")]
    addresses += [reverse("congress:paper", args=[congress.pk, paper.pk])]
    addresses += [reverse("congress:vote_correct", args=[congress.pk, OpenVote.objects.first().pk])]
    addresses += [reverse("congress:lesson", args=[congress.pk, congress.items.first().pk])]
    addresses += [reverse("congress:item_change", args=[congress.pk, congress.items.last().pk])]
    for address in addresses:
        response = clerk.get(address)
        assert response.status_code == 200, address
        assert f'lang="{language}"' in response.content.decode()


def test_the_clerk_prepares_a_congress_from_the_form(hall, clerk):
    response = clerk.post(
        reverse("congress:create"),
        {"term": hall.term.pk, "held_on": "2022-06-16", "place": "Hội trường", "locality": "Thái Nguyên"},
    )
    assert response.status_code == 302
    assert Congress.objects.get().items.count() == 25


def test_a_wrong_period_or_term_is_said_beside_its_field_and_nothing_is_written(hall, clerk):
    response = clerk.post(
        reverse("congress:create"),
        {
            "term": hall.term.pk,
            "previous_term": hall.term.pk,
            "reported_since": "2022-05-31",
            "reported_until": "2020-07-01",
        },
    )
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"previous_term", "reported_until"}
    assert not Congress.objects.exists()


def test_a_step_that_lacks_something_says_what(hall, clerk):
    congress = scenes.prepared(hall)
    response = clerk.post(reverse("congress:step", args=[congress.pk]), {"step": "convene"}, follow=True)
    assert "danh sách triệu tập" in next(str(message) for message in response.context["messages"])
    assert Congress.objects.get().state == "preparing"


def test_the_roll_is_called_from_the_phone_and_found_without_marks(hall, clerk):
    congress = scenes.convened(hall)
    row = congress.convened.get(name="Đỗ Văn Dũng")
    response = post(clerk, "mark", congress, row.pk, attendance="present", q="dung")
    assert response["Location"].endswith(f"?q=dung#row-{row.pk}")
    row.refresh_from_db()
    assert row.attendance == Convened.Attendance.PRESENT
    found = clerk.get(reverse("congress:roll", args=[congress.pk]), {"q": "do van dung"})
    assert [each.name for each in found.context["rows"]] == ["Đỗ Văn Dũng"]
    assert Event.objects.filter(verb="records.looked").exists()


def test_names_stand_by_given_name(hall, clerk):
    congress = scenes.convened(hall)
    names = [row.name for row in clerk.get(reverse("congress:roll", args=[congress.pk])).context["rows"]]
    assert names[:3] == ["Lê Văn An", "Phạm Thị Ánh", "Đỗ Văn Dũng"]


def test_one_button_records_a_unanimous_vote(hall, client):
    congress = scenes.in_session(hall)
    actions.start_item(hall.presidium, scenes.item(congress, "programme"))
    client.force_login(hall.presidium)
    response = post(
        client, "vote", congress, question="Thông qua", item=scenes.item(congress, "programme").pk, unanimous="1"
    )
    assert response.status_code == 302
    vote = OpenVote.objects.get()
    assert (vote.agree, vote.item.code, vote.recorded_by) == (28, "programme", hall.presidium)


def test_impossible_numbers_come_back_with_the_reason_and_what_was_typed(hall, clerk):
    congress = scenes.in_session(hall)
    response = post(clerk, "vote", congress, question="Thông qua", agree="20", disagree="3", abstain="1")
    assert response.status_code == 422
    form = response.context["vote_form"]
    assert "còn 4 người chưa được đếm" in form.errors["abstain"][0]
    assert form["agree"].value() == "20"
    assert not OpenVote.objects.exists()


def test_the_desk_runs_items_and_speakers(hall, clerk):
    congress = scenes.in_session(hall)
    item = scenes.item(congress, "discussion")
    post(clerk, "item_start", congress, item.pk)
    post(clerk, "speak", congress, member=hall.members[0].pk, minutes="3")
    assert post(clerk, "speak", congress, minutes="3").status_code == 422
    post(clerk, "floor", congress)
    assert Speech.objects.get().started_at is not None
    desk = clerk.get(reverse("congress:conduct", args=[congress.pk]))
    assert 'data-seconds="180"' in desk.content.decode()
    post(clerk, "floor", congress, do="end")
    assert Speech.objects.get().ended_at is not None
    post(clerk, "item_end", congress, item.pk)
    item.refresh_from_db()
    assert item.ended_at is not None


def test_bodies_elections_and_the_resolution_come_from_their_forms(hall, clerk):
    congress = scenes.in_session(hall)
    vote = scenes.vote(hall, congress, "presidium")
    body = {"body": "presidium", "vote": vote.pk, "head": hall.members[0].pk, "members": [hall.members[1].pk]}
    assert post(clerk, "bodies", congress, **body).status_code == 302
    assert BodyMember.objects.filter(head=True).get().name == hall.members[0].full_name
    assert post(clerk, "election_create", congress, office="committee", seats="5").status_code == 302
    assert congress.elections.get().item.code == "elect_committee"
    draft = scenes.resolutions.drafted(scenes.resolutions.Office(hall.house, hall.term, hall.clerk, hall.presidium))
    assert post(clerk, "resolution_name", congress, resolution=draft.pk).status_code == 302
    passed = scenes.vote(hall, congress, "resolution")
    assert post(clerk, "resolution_decide", congress, vote=passed.pk).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "adopted"


def test_a_member_sees_programme_and_results_but_no_roll_and_no_tools(hall, client):
    congress = scenes.closed(hall)
    client.force_login(people.account(Role.MEMBER, hall.house.cell))
    page = client.get(reverse("congress:congress", args=[congress.pk])).content.decode()
    assert "Bầu Ban Chi ủy khóa VIII" in page
    assert "bien-ban.pdf" in page
    for tool in ("diem-danh", "dieu-hanh", "chuong-trinh", "quyet-dinh", "man-hinh"):
        assert tool not in page
    for name in ("roll", "conduct", "agenda", "decisions"):
        assert client.get(reverse(f"congress:{name}", args=[congress.pk])).status_code == 403


def test_nothing_counted_is_shown_before_it_is_declared(hall, clerk):
    congress = scenes.in_session(hall)
    scenes.counted(hall, congress)
    page = clerk.get(reverse("congress:congress", args=[congress.pk])).content.decode()
    assert "Hoàng Thị Yến" not in page


def test_the_minutes_are_offered_as_files(hall, clerk):
    congress = scenes.closed(hall)
    pdf = clerk.get(reverse("congress:minutes_pdf", args=[congress.pk]))
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"] == 'attachment; filename="bien-ban-dai-hoi-VIII.pdf"'
    assert clerk.get(reverse("congress:minutes_docx", args=[congress.pk])).content.startswith(b"PK")


def test_pages_take_as_many_queries_for_three_rows_as_for_one(hall, clerk):
    congress = scenes.in_session(hall)
    addresses = [reverse(f"congress:{name}", args=[congress.pk]) for name in ("congress", "conduct", "roll", "papers")]
    addresses.append(reverse("congress:congresses"))

    def queries() -> list[int]:
        counted = []
        for address in addresses:
            with CaptureQueriesContext(connection) as taken:
                clerk.get(address)
            counted.append(len(taken))
        return counted

    def one_more(place: int) -> None:
        scenes.vote(hall, congress)
        paper = Paper(congress=congress, title=f"Tham luận {place}", member=hall.members[place])
        actions.ask_to_speak(hall.clerk, congress, paper=actions.save_paper(hall.clerk, paper))

    one_more(0)
    with_one = queries()
    one_more(1)
    one_more(2)
    scenes.other_congress(hall)
    assert queries() == with_one
    assert max(with_one) <= 24

import pytest

from nhiemky.congress import actions
from nhiemky.congress.models import Congress, OpenVote
from nhiemky.records.actions import System, action
from nhiemky.records.frozen import FrozenError
from nhiemky.records.ledger import UnrecordedWriteError
from nhiemky.records.verification import verify
from tests.congress import scenes


@action("tests.written")
def write(_actor, row):
    row.save()


@action("tests.removed")
def remove(_actor, row):
    row.delete()


def test_the_ordinal_of_a_congress_is_printed_in_roman_numerals(hall):
    assert scenes.prepared(hall).roman == "VIII"


def test_nothing_of_a_congress_is_written_outside_an_action(hall):
    congress = scenes.prepared(hall)
    with pytest.raises(UnrecordedWriteError):
        congress.save()
    with pytest.raises(UnrecordedWriteError):
        congress.items.all().delete()


def test_a_closed_congress_and_all_its_rows_are_frozen(hall):
    congress = scenes.closed(hall)
    rows = [congress, congress.items.first(), congress.convened.first(), congress.body_members.first()]
    rows += [congress.elections.first(), congress.resolution_put]
    for row in rows:
        with pytest.raises(FrozenError):
            write(System("tests"), row)
    with pytest.raises(FrozenError):
        remove(System("tests"), congress.items.last())


def test_the_database_decides_whether_a_congress_is_closed_not_an_object_in_memory(hall):
    congress = scenes.in_session(hall)
    stale = Congress.objects.get(pk=congress.pk)
    scenes.vote(hall, congress, "resolution")
    actions.move_on(hall.presidium, congress, scenes.CongressAction.CLOSE)
    with pytest.raises(FrozenError):
        write(System("tests"), stale)


def test_a_recorded_vote_is_never_changed_or_removed(hall):
    vote = scenes.vote(hall, scenes.in_session(hall))
    vote.agree = 27
    with pytest.raises(FrozenError):
        write(System("tests"), vote)
    with pytest.raises(FrozenError):
        remove(System("tests"), vote)
    assert OpenVote.objects.get().agree == 28


def test_the_name_on_the_roll_is_that_of_the_day(hall):
    from nhiemky.organisation.actions import change_member

    congress = scenes.convened(hall)
    member = hall.member("Lê Văn An")
    member.full_name = "Lê Văn Ân"
    change_member(hall.clerk, member)
    assert congress.convened.get(member=member).name == "Lê Văn An"


def test_the_records_of_a_whole_congress_verify(hall):
    scenes.closed(hall)
    assert list(verify()) == []

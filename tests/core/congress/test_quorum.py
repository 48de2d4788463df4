from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.congress.charter import charter
from nhiemky.core.congress.quorum import ConvenedMember, check_convened, exclusion_of, majority_base, quorum
from nhiemky.core.elections.rulebook import Exclusion, MemberStatus
from nhiemky.core.elections.rulebooks import rulebooks

BOOK = rulebooks()["party-244-2014"]
QUORUM = charter()["quorum"]
keys = count()


def member(status="official", *, present=True, leave=False, elsewhere=False) -> ConvenedMember:
    return ConvenedMember(f"m{next(keys)}", "Trần Văn An", MemberStatus(status), present, leave, elsewhere)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (member(), None),
        (member(present=False), None),
        (member(present=False, leave=True), Exclusion.ABSENT_WITH_LEAVE),
        (member(present=False, elsewhere=True), Exclusion.TEMPORARY_ELSEWHERE),
        (member(present=False, elsewhere=True, leave=True), Exclusion.TEMPORARY_ELSEWHERE),
        (member("exempt", present=False), Exclusion.EXEMPT_ABSENT),
        (member("exempt", present=False, leave=True), Exclusion.EXEMPT_ABSENT),
        (member("exempt", present=True), None),
        (member("suspended", present=False), Exclusion.SUSPENDED),
        (member("suspended", present=True), Exclusion.SUSPENDED),
    ],
)
def test_only_four_reasons_leave_an_official_member_out_of_the_base(one, reason):
    assert exclusion_of(one, BOOK) == reason


def test_absence_is_neither_accepted_nor_elsewhere_unless_said():
    absent = ConvenedMember("a", "Trần Văn An", MemberStatus.OFFICIAL, present=False)
    assert exclusion_of(absent, BOOK) is None


def test_the_base_counts_those_absent_without_leave_and_never_probationary_or_temporary_members():
    away = member(present=False, leave=True)
    official = [member(), member(present=False), away, member("exempt", present=False), member("suspended")]
    base = majority_base([*official, member("probationary"), member("temporary")], BOOK)
    assert (base.size, base.convened, base.present) == (2, 5, 1)
    assert base.counted == tuple(official[:2])
    assert base.excluded[0] == (away, Exclusion.ABSENT_WITH_LEAVE)
    assert [reason for _, reason in base.excluded[1:]] == [Exclusion.EXEMPT_ABSENT, Exclusion.SUSPENDED]


def test_28_members_convened_make_a_base_of_28_and_15_votes_are_needed():
    base = majority_base([member(present=number < 26) for number in range(28)], BOOK)
    assert (base.size, base.present, BOOK.needed(base.size)) == (28, 26, 15)


@pytest.mark.parametrize(
    ("present", "absent", "needed", "reached"),
    [(19, 9, 19, True), (18, 10, 19, False), (2, 1, 2, True), (1, 2, 2, False)],
)
def test_two_thirds_of_those_convened_make_a_quorum(present, absent, needed, reached):
    members = [member() for _ in range(present)] + [member(present=False) for _ in range(absent)]
    found = quorum(majority_base(members, BOOK), QUORUM)
    assert (found.convened, found.present, found.needed, found.reached) == (present + absent, present, needed, reached)


def test_accepted_absence_does_not_lower_the_quorum_but_members_who_cannot_come_do():
    members = [member(), member(present=False, leave=True), member("exempt", present=False)]
    assert quorum(majority_base(members, BOOK), QUORUM).convened == 3
    members += [member("suspended", present=False), member(present=False, elsewhere=True)]
    assert quorum(majority_base(members, BOOK), QUORUM).convened == 3


def test_a_convened_list_without_contradictions_has_no_problem():
    assert check_convened([member(), member(present=False, leave=True), member("suspended", present=False)]) == ()


def test_contradictions_of_the_convened_list_are_all_named():
    one = member()
    members = [one, one, member(present=True, leave=True), member("suspended", present=True)]
    problems = check_convened(members)
    assert [(p.code, p.place) for p in problems] == [
        ("C101", "members.2"),
        ("C102", "members.3"),
        ("C103", "members.4"),
    ]
    assert "bị đình chỉ" in problems[2].sentence("vi")


@given(
    st.lists(
        st.builds(
            ConvenedMember,
            st.uuids().map(str),
            st.just("An"),
            st.sampled_from(MemberStatus),
            st.booleans(),
            st.booleans(),
            st.booleans(),
        )
    )
)
def test_nobody_present_who_votes_is_left_out_so_votes_never_exceed_the_base(members):
    base = majority_base(members, BOOK)
    voters = [m for m in members if m.present and m.status in BOOK.may_vote.value]
    assert base.present == len(voters) <= base.size <= base.convened <= len(members)
    assert quorum(base, QUORUM).needed * 3 >= quorum(base, QUORUM).convened * 2

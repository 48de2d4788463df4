"""Six months, the clock stopped by complaints, the seal broken by decisions only."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.ballots.retention import (
    ComplaintDays,
    NotSealed,
    Opened,
    OpenedByDecision,
    Sealed,
    due_on,
    months_after,
    seal,
)

DECLARED = date(2022, 6, 16)
DUE = date(2022, 12, 17)

days = st.dates(date(2022, 1, 1), date(2023, 12, 31))


def test_six_months_end_on_the_same_day_or_the_last_of_the_month():
    assert months_after(DECLARED, 6) == date(2022, 12, 16)
    assert months_after(date(2022, 8, 31), 6) == date(2023, 2, 28)
    assert months_after(date(2023, 8, 31), 6) == date(2024, 2, 29)


def test_destruction_is_due_the_day_after_six_months():
    assert due_on(DECLARED, []) == DUE


def test_an_open_complaint_stops_the_clock():
    assert due_on(DECLARED, [ComplaintDays(date(2022, 7, 1), None)]) is None


def test_a_settled_complaint_gives_its_days_back():
    assert due_on(DECLARED, [ComplaintDays(date(2022, 7, 1), date(2022, 7, 10))]) == DUE + timedelta(days=10)


def test_days_on_which_two_complaints_were_open_count_once():
    complaints = [
        ComplaintDays(date(2022, 7, 1), date(2022, 7, 10)),
        ComplaintDays(date(2022, 7, 6), date(2022, 7, 15)),
        ComplaintDays(date(2022, 7, 2), date(2022, 7, 3)),
    ]
    assert due_on(DECLARED, complaints) == DUE + timedelta(days=15)


def test_a_complaint_after_the_six_months_puts_destruction_off_until_it_is_settled():
    assert due_on(DECLARED, [ComplaintDays(date(2023, 1, 10), date(2023, 1, 20))]) == date(2023, 1, 21)


def test_days_before_the_declaration_give_nothing_back():
    assert due_on(DECLARED, [ComplaintDays(date(2022, 6, 1), date(2022, 6, 15))]) == DUE
    assert due_on(DECLARED, [ComplaintDays(date(2022, 6, 1), date(2022, 6, 16))]) == DUE + timedelta(days=1)


@given(st.lists(st.tuples(days, st.integers(0, 60)), max_size=5))
def test_no_complaint_brings_destruction_nearer_and_none_of_them_is_open_then(spans):
    complaints = [ComplaintDays(first, first + timedelta(days=length)) for first, length in spans]
    due = due_on(DECLARED, complaints)
    assert due is not None
    assert due >= DUE
    open_days = {
        day.received + timedelta(days=n)
        for day in complaints
        for n in range((day.settled - day.received).days + 1)
        if day.settled >= DECLARED
    }
    stopped = {day for day in open_days if DECLARED <= day < due}
    free = (due - DECLARED).days - len(stopped)
    assert free >= (DUE - DECLARED).days
    assert all(day.settled < due or day.received >= due for day in complaints)


@given(st.permutations([(1, 10), (5, 20), (40, 3), (41, 1)]))
def test_the_order_of_complaints_does_not_matter(spans):
    start = date(2022, 7, 1)
    complaints = [ComplaintDays(start + timedelta(days=at), start + timedelta(days=at + n)) for at, n in spans]
    assert due_on(DECLARED, complaints) == due_on(DECLARED, sorted(complaints, key=lambda each: each.received))


def test_nothing_is_sealed_before_the_declaration():
    assert seal(None, [], [], DECLARED) == NotSealed()


def test_the_declaration_seals():
    assert seal(DECLARED, [], [], DECLARED) == Sealed(DUE)


def test_a_decision_opens_from_its_first_day_to_its_last():
    openings = [Opened(date(2022, 7, 4), date(2022, 7, 6)), Opened(date(2022, 7, 5), date(2022, 7, 8))]
    assert seal(DECLARED, [], openings, date(2022, 7, 3)) == Sealed(DUE)
    assert seal(DECLARED, [], openings, date(2022, 7, 4)) == OpenedByDecision(date(2022, 7, 6))
    assert seal(DECLARED, [], openings, date(2022, 7, 6)) == OpenedByDecision(date(2022, 7, 8))
    assert seal(DECLARED, [], openings, date(2022, 7, 9)) == Sealed(DUE)

"""What the office does about duties: more time, closed periods, reminders."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.problem import Refused
from nhiemky.records import clock
from nhiemky.records.models import Event
from nhiemky.reporting import actions
from nhiemky.reporting.duties import Place, board_periods, owed
from nhiemky.reporting.models import Closing, Reminder, Report
from nhiemky.reporting.reminders import debts, remind
from tests.reporting import filing
from tests.zones import register as registers

FIRST_QUARTER = parse_period("2021-Q1")
LATE = filing.IN_APRIL + timedelta(days=10)
IN_JANUARY = datetime(2022, 1, 5, 3, tzinfo=UTC)


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


def codes(refused):
    return [problem.code for problem in refused.value.problems]


def stands(register, day):
    return owed([register.project], day, 2021)[0]


class TestMoreTime:
    def test_a_late_report_with_more_time_is_late_no_more(self, register):
        day = LATE.date()
        assert (stands(register, day).place, stands(register, day).days_left) == (Place.OVERDUE, -6)
        actions.extend(register.officer, register.project, filing.QUARTERLY, FIRST_QUARTER, date(2021, 4, 20), "Lũ")
        actions.extend(register.officer, register.project, filing.QUARTERLY, FIRST_QUARTER, date(2021, 4, 18), "Lũ")
        now = stands(register, day)
        assert (now.place, now.days_left, now.duty.is_extended) == (Place.DUE, 3, True)
        assert now.duty.lawful_last_day == date(2021, 4, 9)

    @pytest.mark.parametrize(
        ("day", "reason", "code"), [(date(2021, 4, 9), "Lũ", "P14"), (date(2021, 4, 20), "  ", "P15")]
    )
    def test_it_is_after_the_lawful_day_and_has_a_reason(self, register, day, reason, code):
        with pytest.raises(Refused) as refused:
            actions.extend(register.officer, register.project, filing.QUARTERLY, FIRST_QUARTER, day, reason)
        assert codes(refused) == [code]

    def test_an_enterprise_gives_itself_none(self, register):
        with pytest.raises(Refused) as refused:
            actions.extend(
                register.reporter, register.project, filing.QUARTERLY, FIRST_QUARTER, date(2021, 4, 20), "Lũ"
            )
        assert codes(refused) == ["P06"]

    def test_an_officer_gives_it_on_a_page_and_the_enterprise_sees_it(self, client, register):
        client.force_login(register.officer)
        address = reverse("reporting:extend", args=["da-01", "a-iii-1", "2021-Q1"])
        assert client.post(address, {"last_day": "2021-04-01", "reason": "Lũ"}).status_code == 422
        assert client.post(address, {"last_day": "2021-04-20", "reason": "Lũ"}).status_code == 302
        client.force_login(register.reporter)
        assert "20/04/2021" in client.get(reverse("reporting:inbox")).content.decode()


class TestClosing:
    def test_a_closed_period_takes_and_accepts_nothing_until_it_is_reopened(self, register):
        waiting = filing.submitted(register)
        closing = actions.close(register.officer, register.zone.board, "A.III.1", FIRST_QUARTER)
        for do in (
            lambda: actions.accept(register.officer, waiting, waiting.edition),
            lambda: actions.send_back(register.officer, waiting, waiting.edition, "Sai"),
            lambda: actions.close(register.officer, register.zone.board, "A.III.1", FIRST_QUARTER),
        ):
            with pytest.raises(Refused) as refused:
                do()
            assert codes(refused) == ["P11"]
        with pytest.raises(Refused) as refused:
            actions.reopen(register.officer, closing, " ")
        assert codes(refused) == ["P15"]
        actions.reopen(register.officer, closing, "Bổ sung một doanh nghiệp")
        assert actions.accept(register.officer, waiting, waiting.edition).state == Report.State.ACCEPTED
        with pytest.raises(Refused) as refused:
            actions.reopen(register.officer, closing, "Lần nữa")
        assert codes(refused) == ["P16"]
        verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True))
        assert [verb for verb in verbs if "period" in verb] == ["reporting.period_closed", "reporting.period_reopened"]

    def test_nothing_is_begun_written_sent_or_corrected_in_it(self, register):
        draft = filing.begun(register)
        actions.close(register.officer, register.zone.board, "A.III.1", FIRST_QUARTER)
        other = registers.project(register.zone, register.enterprise, "da-02")
        for do in (
            lambda: actions.begin(register.reporter, other, filing.QUARTERLY, FIRST_QUARTER),
            lambda: actions.save(register.reporter, draft, filing.entry(), draft.edition),
            lambda: actions.submit(register.reporter, draft, draft.edition),
        ):
            with pytest.raises(Refused) as refused:
                do()
            assert codes(refused) == ["P11"]

    def test_an_accepted_report_of_it_is_not_corrected(self, register):
        report = filing.accepted(register)
        actions.close(register.officer, register.zone.board, "A.III.1", FIRST_QUARTER)
        with pytest.raises(Refused) as refused:
            actions.correct(register.reporter, report, "Nhầm")
        assert codes(refused) == ["P11"]

    def test_other_periods_forms_and_boards_stay_open(self, register):
        actions.close(register.officer, register.zone.board, "A.III.1", parse_period("2021-Q2"))
        actions.close(register.officer, register.zone.board, "A.III.2", FIRST_QUARTER)
        assert filing.accepted(register).state == Report.State.ACCEPTED

    def test_pages_close_and_reopen_and_show_both(self, client, register):
        client.force_login(register.officer)
        page = reverse("reporting:periods") + "?nam=2021"
        address = reverse("reporting:close", args=[register.zone.board_id, "a-iii-1", "2021-Q1"])
        assert address in client.get(page).content.decode()
        assert client.post(address).status_code == 302
        closing = Closing.objects.get()
        reopening = reverse("reporting:reopen", args=[closing.pk])
        assert reopening in client.get(page).content.decode()
        assert client.post(reopening, {"reason": ""}).status_code == 422
        client.post(reopening, {"reason": "Thiếu <b>một</b> báo cáo"})
        assert "Thiếu &lt;b&gt;một&lt;/b&gt; báo cáo" in client.get(page).content.decode()
        client.force_login(register.reporter)
        assert client.get(page).status_code == 403
        assert client.post(address).status_code == 403

    def test_the_periods_are_counted_by_board(self, register):
        filing.accepted(register)
        registers.project(register.zone, register.enterprise, "da-02")
        periods = board_periods(
            owed([register.project, *type(register.project).objects.filter(code="da-02")], LATE.date(), 2021)
        )
        first = next(each for each in periods if each.duty.period == FIRST_QUARTER)
        assert (first.owing, first.accepted, first.missing, first.closing) == (2, 1, 1, None)


class TestReminding:
    def owing(self, register):
        # An early day of the second quarter: the first is overdue.
        projects = type(register.project).objects.select_related("zone__board", "enterprise").order_by("code")
        return debts(owed(projects, clock.today(), 2021))

    def test_each_enterprise_gets_one_letter_about_all_it_owes(self, register):
        registers.project(register.zone, register.enterprise, "da-02")
        silent = registers.enterprise("Công ty Im Lặng", "0100000002")
        registers.project(register.zone, silent, "da-03")
        with clock.at(LATE):
            outcome = remind(register.officer, self.owing(register))
        assert (len(outcome.reminders), outcome.spared, outcome.problems) == (2, (), ())
        letter = next(each for each in mail.outbox if "Bịa Đặt" in each.subject)
        assert letter.to == ["ke-toan@example.test"]
        assert "da-01" in letter.body
        assert "da-02" in letter.body
        assert "da-03" not in letter.body
        assert "hạn 09/04/2021, đã quá hạn" in letter.body
        assert letter.subject == "Nhắc nộp 2 báo cáo – Công ty TNHH Bịa Đặt"
        assert set(Reminder.objects.values_list("sent_at", flat=True)) == {LATE}

    def test_nobody_is_reminded_twice_within_a_day_unless_asked(self, register):
        with clock.at(LATE):
            remind(register.officer, self.owing(register))
        with clock.at(LATE + timedelta(hours=23)):
            assert [each.name for each in remind(register.officer, self.owing(register)).spared] == [
                register.enterprise.name
            ]
            assert len(mail.outbox) == 1
            remind(register.officer, self.owing(register), again=True)
        with clock.at(LATE + timedelta(hours=48)):
            remind(register.officer, self.owing(register))
        assert len(mail.outbox) == 3

    def test_a_closed_period_and_a_sent_report_are_not_asked_for(self, register):
        filing.submitted(register)
        other = registers.project(register.zone, register.enterprise, "da-02")
        actions.close(register.officer, register.zone.board, "A.III.1", FIRST_QUARTER)
        with clock.at(LATE):
            assert self.owing(register) == []
        assert other.enterprise == register.enterprise

    def test_a_post_that_fails_is_told_and_may_be_asked_again(self, register, settings):
        settings.MAILERS = {"default": {"BACKEND": "tests.reporting.broken_post.BrokenPost"}}
        with clock.at(LATE):
            remind(register.officer, self.owing(register))
            reminder = Reminder.objects.get()
            assert (reminder.sent_at, reminder.failure) == (None, "ConnectionRefusedError: no post office")
            assert len(remind(register.officer, self.owing(register)).reminders) == 1

    def test_an_enterprise_without_an_address_is_named(self, register):
        bare = registers.enterprise("Công ty Không Thư", "0100000003")
        type(bare).objects.filter(pk=bare.pk)
        with clock.at(LATE):
            (debt,) = self.owing(register)
            debt.enterprise.email = ""
            outcome = remind(register.officer, [debt])
        assert [each.code for each in outcome.problems] == ["P17"]
        assert mail.outbox == []

    def test_one_click_reminds_those_that_the_filter_shows(self, client, register):
        client.force_login(register.officer)
        with clock.at(LATE):
            page = client.get(reverse("reporting:oversight") + "?nam=2021&bieu=A.III.1&ky=2021-Q1").content.decode()
            assert "Công ty TNHH Bịa Đặt" in page
            asked = {"nam": "2021", "bieu": "A.III.2"}
            client.post(reverse("reporting:remind"), asked)
            assert mail.outbox == []
            answer = client.post(reverse("reporting:remind"), {"nam": "2021", "bieu": "A.III.1", "khu": "khu-thu"})
            assert "bieu=A.III.1" in answer.url
        assert len(mail.outbox) == 1

    def test_who_only_reads_reminds_nobody(self, client, register, house):
        from nhiemky.organisation.models import Role
        from tests import people

        client.force_login(people.account(Role.SUPERIOR, house.board, "superior-here"))
        with clock.at(LATE):
            client.post(reverse("reporting:remind"), {"nam": "2021"})
        assert mail.outbox == []


class TestTheOverview:
    @pytest.fixture
    def officer(self, client, register):
        client.force_login(register.officer)
        return client

    def shown(self, officer, **asked):
        with clock.at(LATE):
            return officer.get(reverse("reporting:oversight"), {"nam": "2021"} | asked).context

    def test_every_duty_is_in_one_state_and_each_count_is_the_length_of_its_list(self, officer, register):
        filing.accepted(register)
        second = registers.project(register.zone, register.enterprise, "da-02")
        actions.begin(register.reporter, second, filing.QUARTERLY, FIRST_QUARTER, filing.entry())
        whole = self.shown(officer)["counts"]
        numbers = {each.state: each.number for each in whole}
        assert (numbers["done"], numbers["overdue"], numbers["waiting"]) == (1, 1, 0)
        assert sum(numbers.values()) == len(self.shown(officer, tinh="all")["lines"])
        for state, number in numbers.items():
            assert len(self.shown(officer, tinh=state)["lines"]) == number, state

    def test_what_is_late_comes_first_the_oldest_before_all(self, officer, register):
        filing.accepted(register)
        projects = [registers.project(register.zone, register.enterprise, code) for code in ("da-02", "da-03", "da-04")]
        with clock.at(LATE):
            actions.extend(register.officer, projects[0], filing.QUARTERLY, FIRST_QUARTER, date(2021, 4, 12), "Mưa bão")
        late = [line.owed for line in self.shown(officer)["lines"]][:3]
        assert [each.unit.code for each in late] == ["da-03", "da-04", "da-02"]
        assert {each.place for each in late} == {Place.OVERDUE}

    def test_nobody_waits_for_a_report_of_a_closed_period(self, officer, register):
        actions.close(register.officer, register.zone.board, "A.III.1", FIRST_QUARTER)
        assert [line.owed.form.code for line in self.shown(officer)["lines"]] == []
        (line,) = self.shown(officer, tinh="closed")["lines"]
        assert (line.owed.duty.period, line.debt) == (FIRST_QUARTER, None)

    def test_pages_have_fifty_rows_and_keep_the_filter_and_reminding_reaches_all_pages(self, officer, register):
        company = registers.enterprise("Công ty Sau Cùng", "0100000099")
        for number in range(50):
            registers.project(register.zone, register.enterprise, f"da-1{number:02}")
        registers.project(register.zone, company, "da-200")
        page = self.shown(officer, tinh="overdue", trang="2")
        assert [line.owed.unit.code for line in page["lines"]] == ["da-149", "da-200"]
        assert "tinh=overdue" in page["keep"]
        with clock.at(LATE):
            officer.post(reverse("reporting:remind"), {"nam": "2021", "tinh": "overdue"})
        assert len(mail.outbox) == 2

    def test_january_shows_what_is_open_of_the_year_before_and_nothing_that_is_done(self, officer, register):
        filing.accepted(register)
        with clock.at(IN_JANUARY):
            context = officer.get(reverse("reporting:oversight")).context
            listed = [line.owed.duty.period.code for line in context["lines"]]
            assert listed == ["2021-Q2", "2021-Q3", "2021-Q4", "2021"]
            assert (context["year"], context["before"]) == (2022, {2021})
            officer.post(reverse("reporting:remind"))
            assert len(mail.outbox) == 1
            table = officer.get(reverse("reporting:oversight"), {"xem": "bang"}).context["matrix"]
            assert {column.duty.period.end.year for column in table.columns} <= {2022}
            of_its_own = officer.get(reverse("reporting:oversight"), {"nam": "2021", "tinh": "done"}).context
            assert [line.owed.duty.period.code for line in of_its_own["lines"]] == ["2021-Q1"]
        with clock.at(IN_JANUARY.replace(year=2024)):
            assert officer.get(reverse("reporting:oversight")).context["before"] == {2023}

    def test_the_table_of_the_year_shows_who_is_in_the_state(self, officer, register):
        filing.accepted(register)
        registers.project(register.zone, register.enterprise, "da-02")
        for state, units in (("", {"da-01", "da-02"}), ("done", {"da-01"}), ("overdue", {"da-02"})):
            page = self.shown(officer, xem="bang", tinh=state)["page"]
            assert {row.unit.code for row in page} == units


@pytest.mark.parametrize("others", [0, 2])
def test_the_overview_asks_as_much_of_one_enterprise_as_of_three(client, register, others, django_assert_num_queries):
    for number in range(others):
        company = registers.enterprise(f"Công ty {number}", f"010000010{number}")
        registers.project(register.zone, company, f"da-1{number}")
    client.force_login(register.officer)
    with clock.at(LATE):
        client.get(reverse("reporting:oversight"))
        with django_assert_num_queries(QUERIES_OF_THE_OVERVIEW):
            client.get(reverse("reporting:oversight"))


QUERIES_OF_THE_OVERVIEW = 14

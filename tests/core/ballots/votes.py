"""Votes to print: lists of names of any length, and the widths of the fonts that print them."""

from nhiemky.core.ballots.composition.compose import compose
from nhiemky.core.ballots.composition.paper import BallotPaper
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.elections.contest import Contest, printed_order
from nhiemky.core.elections.rulebook import BallotStyle
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.printing.letter_widths import width_of

STRIKE, AGREE = BallotStyle.STRIKE, BallotStyle.AGREE
TITLE = "Bầu Chi ủy khóa VIII, nhiệm kỳ 2025 - 2027"
ORGANISATION = "Chi bộ Ban Quản lý các Khu công nghiệp"
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Dương")
MIDDLES = ("Thị", "Văn", "Đức", "Minh", "Ngọc", "Quốc", "Phương", "Hữu", "Thị Mỹ")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hạnh", "Khánh", "Nghĩa", "Phương", "Quỳnh", "Ẩn", "Yến")


def names(count: int) -> tuple[str, ...]:
    """As many different names as asked for, in printed order."""
    return printed_order(
        f"{SURNAMES[n % 10]} {MIDDLES[n // 10 % 9]} {GIVEN[(n * 7 + n // 12) % 12]}" for n in range(count)
    )


def vote(candidates: tuple[str, ...], style: BallotStyle = STRIKE, **change: object) -> BallotPaper:
    """A vote on these names, in any order; other fields of the contest or of the paper as said."""
    fields = {"title": TITLE, "organisation": ORGANISATION, "seats": max(1, len(candidates) - 1)}
    fields |= {key: change.pop(key) for key in tuple(change) if key in fields}
    contest = Contest(
        **fields, rulebook=rulebooks()["party-244-2014"], base=28, style=style, candidates=printed_order(candidates)
    )
    return BallotPaper(contest, **change)


def laid_out(count: int, style: BallotStyle = STRIKE, **change: object) -> Layout:
    """The layout of a vote on so many names."""
    return compose(vote(names(count), style, **change), width_of)

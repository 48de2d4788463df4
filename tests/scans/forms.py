"""The printed forms the scans are made from: both styles, both papers, few names and many."""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from nhiemky.core.ballots.composition.compose import compose
from nhiemky.core.ballots.composition.paper import BallotPaper
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.elections.contest import Contest, printed_order
from nhiemky.core.elections.rulebook import BallotStyle
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.printing import ballots
from nhiemky.printing.letter_widths import width_of

FAMILIES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Ma",
    "Nông",
)
MIDDLES = ["Văn", "Thị", "Đức", "Minh", "Thị Ngọc", "Quang", "Hữu", "Thanh", "Xuân", "Thị Thu", "Công", ""]
GIVEN = (
    *("An", "Anh", "Bình", "Châu", "Cường", "Dũng", "Giang", "Hà", "Hải", "Hạnh", "Hiếu", "Hùng", "Khánh", "Lan"),
    *("Linh", "Long", "Mai", "Nam", "Nga", "Phượng", "Quý", "Sơn", "Thắng", "Ước", "Vỹ", "Ỷ"),
)


@dataclass(frozen=True)
class Form:
    """A form's style, names, paper and the seats to fill."""

    style: BallotStyle
    names: int
    page: str | None = None


FORMS = {
    "strike-6": Form(BallotStyle.STRIKE, 6),
    "strike-15": Form(BallotStyle.STRIKE, 15),
    "strike-30": Form(BallotStyle.STRIKE, 30),
    "strike-60": Form(BallotStyle.STRIKE, 60, "A4"),
    "agree-3": Form(BallotStyle.AGREE, 3),
    "agree-20": Form(BallotStyle.AGREE, 20),
}


def names(count: int, seed: int) -> tuple[str, ...]:
    """So many different made-up full names, in printed order."""
    rng = np.random.default_rng(seed)
    found: set[str] = set()
    while len(found) < count:
        words = rng.choice(FAMILIES), rng.choice(MIDDLES), rng.choice(GIVEN)
        found.add(" ".join(str(word) for word in words if word))
    return printed_order(found)


@cache
def layout_of(form: str, edition: int) -> Layout:
    """The form laid out; another edition has other names."""
    chosen = FORMS[form]
    seats = chosen.names if chosen.style is BallotStyle.AGREE else max(1, chosen.names - 5)
    contest = Contest(
        "Bầu Ban Chấp hành khóa VIII",
        "Chi bộ Ban Quản lý các Khu công nghiệp",
        rulebooks()["party-244-2014"],
        seats,
        100,
        chosen.style,
        names(chosen.names, seed=chosen.names + 1000 * edition),
    )
    return compose(BallotPaper(contest, page=chosen.page), width_of)  # type: ignore[arg-type]


@lru_cache(maxsize=12)
def raster_of(form: str, edition: int, sheet: int, scale: float) -> np.ndarray:
    """The printed sheet as grey bytes at so many pixels per mm."""
    return ballots.reference(layout_of(form, edition), scale)[sheet - 1]

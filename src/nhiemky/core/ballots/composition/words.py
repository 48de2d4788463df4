"""The words on a ballot. An official paper exists in Vietnamese only, so these are data and not messages."""

from nhiemky.core.ballots.composition.paper import BallotPaper
from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.rulebook import BallotStyle, InvalidCode

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
KIND = "PHIẾU BẦU"
SEAL = "(Đóng dấu)"
NUMBER, FULL_NAME = "STT", "Họ và tên"
AGREE, DISAGREE = "Đồng ý", "Không đồng ý"


def round_line(paper: BallotPaper) -> str | None:
    """Says which vote this is, from the second on: voters may hold the ballot of the first one still."""
    return f"(Bầu lần thứ {paper.round})" if paper.round > 1 else None


def seats_line(contest: Contest) -> str:
    """How many to elect."""
    return f"Số lượng bầu: {contest.seats}"


def how_to_vote(contest: Contest) -> str:
    """How to fill in the ballot (190-QĐ/TW Art. 15)."""
    if contest.style is BallotStyle.AGREE:
        each = "với mỗi người, " if len(contest.candidates) > 1 else ""
        return f"Cách bầu: {each}đánh dấu X vào một trong hai ô “Đồng ý” hoặc “Không đồng ý”."
    if len(contest.candidates) == 1:
        return "Cách bầu: nếu không bầu thì gạch một đường giữa cả họ và tên; nếu bầu thì để nguyên."
    return (
        "Cách bầu: gạch một đường giữa cả họ và tên của từng người mình không bầu; "
        f"để nguyên họ và tên của người mình bầu, không quá {contest.seats} người."
    )


def invalid_line(contest: Contest) -> str:
    """What makes this ballot invalid, as its rulebook says."""
    names = len(contest.candidates)
    codes = contest.rulebook.invalidities(contest.style, names)
    reasons = (
        contest.rulebook.reason(code).vi
        for code in codes
        if not (code is InvalidCode.TOO_MANY and contest.seats >= names)
    )
    return f"Phiếu không hợp lệ: {'; '.join(reason[0].lower() + reason[1:] for reason in reasons)}."


def sheet_line(number: int, sheets: int) -> str:
    """Which of several sheets this is."""
    return f"Tờ {number}/{sheets}"

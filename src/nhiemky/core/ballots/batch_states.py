"""The steps of the paper ballots of one count, from the first scan to their destruction, as data.

A ballot's picture is looked at between two walls. Before `mix` only pages exist, which know when they were scanned and
nobody marks; after it only ballots, which know nothing of their pages. That a batch is sealed follows from the
declaration and is no state of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nhiemky.core.ballots.problems import problem
from nhiemky.core.bilingual import Bilingual, listed
from nhiemky.core.problem import Problem
from nhiemky.core.state_diagram import END, state_diagram


class BatchState(StrEnum):
    """Where the ballots of a count stand."""

    COLLECTING = "collecting"
    COUNTING = "counting"
    COMPARING = "comparing"
    AGREED = "agreed"
    DISCARDED = "discarded"
    DESTROYED = "destroyed"


class BatchAction(StrEnum):
    """What moves them on, or may only be done at one place."""

    ADD_SCANS = "add_scans"
    MIX = "mix"
    ANSWER = "answer"
    COMPARE = "compare"
    LOOK_AGAIN = "look_again"
    HAND_OVER = "hand_over"
    DISCARD = "discard"
    DESTROY = "destroy"


STATE_NAMES: Mapping[BatchState, Bilingual] = {
    BatchState.COLLECTING: Bilingual("đang quét và đọc", "scanning and reading"),
    BatchState.COUNTING: Bilingual("đang kiểm lần một và lần hai", "first and second count under way"),
    BatchState.COMPARING: Bilingual("đang so hai lần kiểm", "comparing the two counts"),
    BatchState.AGREED: Bilingual("hai lần kiểm đã khớp", "both counts agree"),
    BatchState.DISCARDED: Bilingual("đã bỏ để kiểm lại từ đầu", "set aside to be counted anew"),
    BatchState.DESTROYED: Bilingual("đã tiêu hủy", "destroyed"),
}

ACTION_NAMES: Mapping[BatchAction, Bilingual] = {
    BatchAction.ADD_SCANS: Bilingual("thêm bản quét", "add scans"),
    BatchAction.MIX: Bilingual("trộn phiếu", "mix the ballots"),
    BatchAction.ANSWER: Bilingual("trả lời, nhập phiếu", "answer and key in"),
    BatchAction.COMPARE: Bilingual("so hai lần kiểm", "compare the two counts"),
    BatchAction.LOOK_AGAIN: Bilingual("xem lại phiếu khác nhau", "look again at a difference"),
    BatchAction.HAND_OVER: Bilingual("chuyển kết quả hai lần kiểm", "hand over both counts"),
    BatchAction.DISCARD: Bilingual("bỏ để kiểm lại từ đầu", "set aside and count anew"),
    BatchAction.DESTROY: Bilingual("tiêu hủy", "destroy"),
}


@dataclass(frozen=True)
class Transition:
    """`action` leads from `source` to `target`; `needs` says what must be true first."""

    action: BatchAction
    source: BatchState
    target: BatchState
    needs: Bilingual


_S, _A = BatchState, BatchAction
_ANEW = Bilingual("có lý do; kết quả chưa công bố", "a reason; the result is not declared")

TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        _A.ADD_SCANS,
        _S.COLLECTING,
        _S.COLLECTING,
        Bilingual("cuộc bầu cử đang kiểm phiếu", "the election is being counted"),
    ),
    Transition(
        _A.MIX,
        _S.COLLECTING,
        _S.COUNTING,
        Bilingual(
            "mọi trang đã đọc hoặc đã xử lý, đủ số phiếu thu về",
            "every page read or dealt with, as many ballots as were returned",
        ),
    ),
    Transition(
        _A.ANSWER,
        _S.COUNTING,
        _S.COUNTING,
        Bilingual("lần kiểm đó chưa khóa", "that count is not closed yet"),
    ),
    Transition(
        _A.COMPARE,
        _S.COUNTING,
        _S.COMPARING,
        Bilingual("hai người khác nhau đã khóa hai lần kiểm", "both counts closed, by two persons"),
    ),
    Transition(
        _A.LOOK_AGAIN,
        _S.COMPARING,
        _S.COMPARING,
        Bilingual("phiếu còn khác nhau", "the ballot still differs"),
    ),
    Transition(
        _A.HAND_OVER,
        _S.COMPARING,
        _S.AGREED,
        Bilingual("không còn phiếu nào khác nhau", "no ballot differs any more"),
    ),
    *(
        Transition(_A.DISCARD, source, _S.DISCARDED, _ANEW)
        for source in (_S.COLLECTING, _S.COUNTING, _S.COMPARING, _S.AGREED)
    ),
    Transition(
        _A.DESTROY,
        _S.AGREED,
        _S.DESTROYED,
        Bilingual("hết sáu tháng, không còn khiếu nại, có quyết định", "six months over, no complaint, a decision"),
    ),
)


def allowed_actions(state: BatchState) -> tuple[BatchAction, ...]:
    """What may be done in a state."""
    return tuple(transition.action for transition in TRANSITIONS if transition.source == state)


def after(state: BatchState, action: BatchAction) -> BatchState | Problem:
    """The state an action leads to, or the problem (B501) that it is not possible now."""
    for transition in TRANSITIONS:
        if (transition.source, transition.action) == (state, action):
            return transition.target
    allowed = listed(ACTION_NAMES[possible] for possible in allowed_actions(state))
    return problem("B501", "state", action=ACTION_NAMES[action], state=STATE_NAMES[state], allowed=allowed)


def diagram() -> str:
    """The states as drawn in docs/reference/ballots-counting.md."""
    arrows = [(each.source, each.target, each.action) for each in TRANSITIONS]
    return state_diagram(_S.COLLECTING, [*arrows, *((state, END, "") for state in (_S.DISCARDED, _S.DESTROYED))])

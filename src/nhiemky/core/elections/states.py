"""The steps of an election and what may follow which, as data.

A declared result is never changed: a tie or too few elected leads to a successor, a new election that starts
from its own list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual, listed
from nhiemky.core.elections.outcome import AnotherRound, Elected, Outcome, Tie
from nhiemky.core.elections.problems import problem
from nhiemky.core.problem import Problem
from nhiemky.core.state_diagram import END, state_diagram


class ElectionState(StrEnum):
    """Where an election stands."""

    DRAFT = "draft"
    LIST_CLOSED = "list_closed"
    VOTING = "voting"
    COUNTING = "counting"
    DECLARED = "declared"


class ElectionAction(StrEnum):
    """What moves an election on."""

    CLOSE_LIST = "close_list"
    REOPEN_LIST = "reopen_list"
    OPEN_VOTING = "open_voting"
    CLOSE_VOTING = "close_voting"
    RECOUNT = "recount"
    DECLARE = "declare"


STATE_NAMES: Mapping[ElectionState, Bilingual] = {
    ElectionState.DRAFT: Bilingual("lập danh sách", "drawing up the list"),
    ElectionState.LIST_CLOSED: Bilingual("đã chốt danh sách", "list closed"),
    ElectionState.VOTING: Bilingual("đang bỏ phiếu", "voting"),
    ElectionState.COUNTING: Bilingual("đang kiểm phiếu", "counting"),
    ElectionState.DECLARED: Bilingual("đã công bố kết quả", "declared"),
}

ACTION_NAMES: Mapping[ElectionAction, Bilingual] = {
    ElectionAction.CLOSE_LIST: Bilingual("chốt danh sách", "close the list"),
    ElectionAction.REOPEN_LIST: Bilingual("mở lại danh sách", "reopen the list"),
    ElectionAction.OPEN_VOTING: Bilingual("bắt đầu bỏ phiếu", "open the voting"),
    ElectionAction.CLOSE_VOTING: Bilingual("kết thúc bỏ phiếu", "close the voting"),
    ElectionAction.RECOUNT: Bilingual("kiểm phiếu lại", "count again"),
    ElectionAction.DECLARE: Bilingual("công bố kết quả", "declare the result"),
}


class Successor(StrEnum):
    """The new election a declared result calls for."""

    NEXT_ROUND = "next_round"
    TIE_REVOTE = "tie_revote"


@dataclass(frozen=True)
class Transition:
    """`action` leads from `source` to `target`; `needs` says what must be true first."""

    action: ElectionAction
    source: ElectionState
    target: ElectionState
    needs: Bilingual


_S, _A = ElectionState, ElectionAction

TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        _A.CLOSE_LIST,
        _S.DRAFT,
        _S.LIST_CLOSED,
        Bilingual("danh sách đúng quy chế và được đại hội biểu quyết", "a lawful list, approved by open vote"),
    ),
    Transition(
        _A.REOPEN_LIST,
        _S.LIST_CLOSED,
        _S.DRAFT,
        Bilingual("chưa phát phiếu", "no ballot issued yet"),
    ),
    Transition(
        _A.OPEN_VOTING,
        _S.LIST_CLOSED,
        _S.VOTING,
        Bilingual("đã bầu ban kiểm phiếu, đã niêm phong hòm phiếu", "a counting committee chosen and the box sealed"),
    ),
    Transition(
        _A.CLOSE_VOTING,
        _S.VOTING,
        _S.COUNTING,
        Bilingual("đã báo cáo số phiếu phát ra, thu về", "ballots issued and returned reported to the congress"),
    ),
    Transition(
        _A.RECOUNT,
        _S.COUNTING,
        _S.COUNTING,
        Bilingual("hai lần kiểm khác nhau hoặc có khiếu nại", "two counts that differ, or a complaint"),
    ),
    Transition(
        _A.DECLARE,
        _S.COUNTING,
        _S.DECLARED,
        Bilingual("hai lần kiểm độc lập khớp nhau", "two independent counts that agree"),
    ),
)


def allowed_actions(state: ElectionState) -> tuple[ElectionAction, ...]:
    """What may be done in a state; nothing once declared."""
    return tuple(transition.action for transition in TRANSITIONS if transition.source == state)


def after(state: ElectionState, action: ElectionAction) -> ElectionState | Problem:
    """The state an action leads to, or the problem that it is not possible now."""
    for transition in TRANSITIONS:
        if (transition.source, transition.action) == (state, action):
            return transition.target
    allowed = listed(ACTION_NAMES[possible] for possible in allowed_actions(state))
    return problem("E501", "state", action=ACTION_NAMES[action], state=STATE_NAMES[state], allowed=allowed)


def successor(declared: Outcome) -> Successor | None:
    """The new election a declared outcome calls for, if any; whether to hold it the congress decides."""
    match declared:
        case Elected():
            return None
        case Tie():
            return Successor.TIE_REVOTE
        case AnotherRound():
            return Successor.NEXT_ROUND


def diagram() -> str:
    """The states as drawn in docs/reference/elections.md."""
    arrows = [(each.source, each.target, each.action) for each in TRANSITIONS]
    follow = [(_S.DECLARED, _S.DRAFT, f"{kind} (a new election)") for kind in Successor]
    return state_diagram(_S.DRAFT, [*arrows, *follow, (_S.DECLARED, END, "")])

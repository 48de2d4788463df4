"""The steps of a congress, what each needs first, and what may follow which, as data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual, listed
from nhiemky.core.congress.problems import problem
from nhiemky.core.problem import Problem
from nhiemky.core.state_diagram import state_diagram


class CongressState(StrEnum):
    """Where a congress stands."""

    PREPARING = "preparing"
    CONVENED = "convened"
    IN_SESSION = "in_session"
    CLOSED = "closed"


class CongressAction(StrEnum):
    """What moves a congress on."""

    CONVENE = "convene"
    RECALL = "recall"
    OPEN = "open"
    CLOSE = "close"


STATE_NAMES: Mapping[CongressState, Bilingual] = {
    CongressState.PREPARING: Bilingual("chuẩn bị", "preparing"),
    CongressState.CONVENED: Bilingual("đã triệu tập", "convened"),
    CongressState.IN_SESSION: Bilingual("đang họp", "in session"),
    CongressState.CLOSED: Bilingual("đã bế mạc", "closed"),
}

ACTION_NAMES: Mapping[CongressAction, Bilingual] = {
    CongressAction.CONVENE: Bilingual("triệu tập đại hội", "convene the congress"),
    CongressAction.RECALL: Bilingual("hoãn triệu tập", "recall the summons"),
    CongressAction.OPEN: Bilingual("khai mạc", "open the congress"),
    CongressAction.CLOSE: Bilingual("bế mạc", "close the congress"),
}


class Need(StrEnum):
    """A thing that must be there before a step."""

    DATE_AND_PLACE = "date_and_place"
    AGENDA = "agenda"
    CONVENED_LIST = "convened_list"
    ATTENDANCE = "attendance"
    QUORUM = "quorum"
    NO_OPEN_ELECTION = "no_open_election"
    RESOLUTION_VOTED = "resolution_voted"


NEEDS: Mapping[Need, Bilingual] = {
    Need.DATE_AND_PLACE: Bilingual("ngày và địa điểm", "a date and a place"),
    Need.AGENDA: Bilingual("chương trình đúng trình tự", "an agenda in a lawful order"),
    Need.CONVENED_LIST: Bilingual("danh sách triệu tập", "the convened list"),
    Need.ATTENDANCE: Bilingual("kết quả điểm danh", "the attendance"),
    Need.QUORUM: Bilingual("đủ số người dự", "a quorum"),
    Need.NO_OPEN_ELECTION: Bilingual("công bố kết quả mọi cuộc bầu cử", "every election declared"),
    Need.RESOLUTION_VOTED: Bilingual("biểu quyết nghị quyết", "the vote on the resolution"),
}


@dataclass(frozen=True)
class Transition:
    """`action` leads from `source` to `target` once all `needs` are there."""

    action: CongressAction
    source: CongressState
    target: CongressState
    needs: tuple[Need, ...]


_S, _A = CongressState, CongressAction

TRANSITIONS: tuple[Transition, ...] = (
    Transition(_A.CONVENE, _S.PREPARING, _S.CONVENED, (Need.DATE_AND_PLACE, Need.AGENDA, Need.CONVENED_LIST)),
    Transition(_A.RECALL, _S.CONVENED, _S.PREPARING, ()),
    Transition(_A.OPEN, _S.CONVENED, _S.IN_SESSION, (Need.ATTENDANCE, Need.QUORUM)),
    Transition(_A.CLOSE, _S.IN_SESSION, _S.CLOSED, (Need.NO_OPEN_ELECTION, Need.RESOLUTION_VOTED)),
)


def allowed_actions(state: CongressState) -> tuple[CongressAction, ...]:
    """What may follow a state; nothing once closed."""
    return tuple(transition.action for transition in TRANSITIONS if transition.source == state)


def after(state: CongressState, action: CongressAction, present: Collection[Need]) -> CongressState | Problem:
    """The state an action leads to, given the needs that are there; or why it is not possible."""
    for transition in TRANSITIONS:
        if (transition.source, transition.action) != (state, action):
            continue
        if missing := [NEEDS[need] for need in transition.needs if need not in present]:
            return problem("C402", "state", action=ACTION_NAMES[action], missing=listed(missing))
        return transition.target
    allowed = listed(ACTION_NAMES[possible] for possible in allowed_actions(state))
    return problem("C401", "state", action=ACTION_NAMES[action], state=STATE_NAMES[state], allowed=allowed)


def diagram() -> str:
    """The states as drawn in docs/reference/congress.md."""
    return state_diagram(_S.PREPARING, [(each.source, each.target, each.action) for each in TRANSITIONS])

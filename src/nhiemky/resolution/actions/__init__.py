"""Everything that writes resolutions: their text, their adoption and the follow-up of their tasks and milestones."""

from nhiemky.resolution.actions.adopting import decide, put_to_vote
from nhiemky.resolution.actions.drafting import amend, draft, remove_target, remove_task, set_target, set_task
from nhiemky.resolution.actions.following import advance_task, enter_evidence, state_milestone, write_note
from nhiemky.resolution.actions.succeeding import draft_successor

__all__ = [
    "advance_task",
    "amend",
    "decide",
    "draft",
    "draft_successor",
    "enter_evidence",
    "put_to_vote",
    "remove_target",
    "remove_task",
    "set_target",
    "set_task",
    "state_milestone",
    "write_note",
]

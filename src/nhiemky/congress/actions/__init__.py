"""Everything that writes congresses: preparing them, calling the roll, voting, speaking, electing, resolving."""

from nhiemky.congress.actions.balloting import create_election
from nhiemky.congress.actions.preparation import (
    copy_agenda,
    draw_up_roll,
    move_item,
    prepare,
    remove_item,
    save_item,
    write_lesson,
)
from nhiemky.congress.actions.resolving import decide_resolution, name_resolution
from nhiemky.congress.actions.session import end_item, mark, mark_rest, move_on, start_item
from nhiemky.congress.actions.speaking import (
    ask_to_speak,
    end_turn,
    give_floor,
    remove_paper,
    save_paper,
    withdraw_speaker,
)
from nhiemky.congress.actions.voting import choose_body, correct_vote, record_vote

__all__ = [
    "ask_to_speak",
    "choose_body",
    "copy_agenda",
    "correct_vote",
    "create_election",
    "decide_resolution",
    "draw_up_roll",
    "end_item",
    "end_turn",
    "give_floor",
    "mark",
    "mark_rest",
    "move_item",
    "move_on",
    "name_resolution",
    "prepare",
    "record_vote",
    "remove_item",
    "remove_paper",
    "save_item",
    "save_paper",
    "start_item",
    "withdraw_speaker",
    "write_lesson",
]

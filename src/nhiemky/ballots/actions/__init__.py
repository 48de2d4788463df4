"""Everything that writes paper ballots: the paper, the scans, both counts, their keeping."""

from nhiemky.ballots.actions.answering import (
    answer_question,
    answer_sheet,
    decide_question,
    key_in_doubt,
    raise_question,
    take_back_answer,
    take_back_turn,
)
from nhiemky.ballots.actions.comparing import decide_difference, hand_over, look_again
from nhiemky.ballots.actions.counting import (
    ask_for_whole,
    close_first_count,
    close_second_count,
    key_in,
    take_back_key_in,
)
from nhiemky.ballots.actions.keeping import destroy, record_complaint, record_opening, settle_complaint
from nhiemky.ballots.actions.mixing import discard, mix
from nhiemky.ballots.actions.papers import approve_paper
from nhiemky.ballots.actions.scanning import add_scans, key_by_hand, open_batch, scan_again, set_aside

__all__ = [
    "add_scans",
    "answer_question",
    "answer_sheet",
    "approve_paper",
    "ask_for_whole",
    "close_first_count",
    "close_second_count",
    "decide_difference",
    "decide_question",
    "destroy",
    "discard",
    "hand_over",
    "key_by_hand",
    "key_in",
    "key_in_doubt",
    "look_again",
    "mix",
    "open_batch",
    "raise_question",
    "record_complaint",
    "record_opening",
    "scan_again",
    "set_aside",
    "settle_complaint",
    "take_back_answer",
    "take_back_key_in",
    "take_back_turn",
]

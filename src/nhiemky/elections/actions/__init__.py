"""Everything that writes elections: preparing them, counting them, declaring their results."""

from nhiemky.elections.actions.ballot_counts import (
    BallotCount,
    begin_ballots,
    give_ballots_up,
    record_ballot_counts,
)
from nhiemky.elections.actions.counting import correct, recount, type_count
from nhiemky.elections.actions.declaring import declare, open_next_round
from nhiemky.elections.actions.preparation import (
    choose_counting_committee,
    close_list,
    close_voting,
    enter_candidate,
    open_voting,
    prepare,
    record_attendance,
    remove_candidate,
    reopen_list,
    withdraw_candidate,
)

__all__ = [
    "BallotCount",
    "begin_ballots",
    "choose_counting_committee",
    "close_list",
    "close_voting",
    "correct",
    "declare",
    "enter_candidate",
    "give_ballots_up",
    "open_next_round",
    "open_voting",
    "prepare",
    "record_attendance",
    "record_ballot_counts",
    "recount",
    "remove_candidate",
    "reopen_list",
    "type_count",
    "withdraw_candidate",
]

"""An election from its list to its declared result. Only totals are stored: no row stands for a ballot or a voter."""

from nhiemky.elections.models.choices import (
    ExclusionReason,
    InvalidReason,
    Known,
    Office,
    State,
    Style,
)
from nhiemky.elections.models.counts import BallotsUnderCount, CountFiles, OfCount, TellerCount, Way
from nhiemky.elections.models.election import Election, OfElection, stored_state
from nhiemky.elections.models.lists import Candidate, CountingCommitteeMember
from nhiemky.elections.models.results import Correction, Declaration

__all__ = [
    "BallotsUnderCount",
    "Candidate",
    "Correction",
    "CountFiles",
    "CountingCommitteeMember",
    "Declaration",
    "Election",
    "ExclusionReason",
    "InvalidReason",
    "Known",
    "OfCount",
    "OfElection",
    "Office",
    "State",
    "Style",
    "TellerCount",
    "Way",
    "stored_state",
]

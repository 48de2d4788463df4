"""Paper ballots: the paper as it was approved, the scans of one count, the ballots and what people said of them."""

from nhiemky.ballots.models.batches import Batch, Paper, SecondWay, State
from nhiemky.ballots.models.counts import Answer, Ballot, Entry, Handout, Question, Side
from nhiemky.ballots.models.keeping import Complaint, Destruction, Opening
from nhiemky.ballots.models.scans import HandKeying, Page, Upload

__all__ = [
    "Answer",
    "Ballot",
    "Batch",
    "Complaint",
    "Destruction",
    "Entry",
    "HandKeying",
    "Handout",
    "Opening",
    "Page",
    "Paper",
    "Question",
    "SecondWay",
    "Side",
    "State",
    "Upload",
]

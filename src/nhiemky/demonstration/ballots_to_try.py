"""An election by which visitors try the count on paper: its scans have come in, and everything after is left to them.

It is a trial with sixteen people, belongs to no congress, and stays undeclared until a visitor declares it.
"""

from datetime import date

from django.core.files.base import ContentFile

from nhiemky.ballots import actions as ballots
from nhiemky.ballots import queries as papers
from nhiemky.ballots.actions.scanning import ScanFile
from nhiemky.demonstration.invented_hand import Marked, Stroke, scanned
from nhiemky.demonstration.organisation import account
from nhiemky.elections import actions as elections
from nhiemky.elections.models import Candidate, Election, Office
from nhiemky.organisation.models import Member, Term, Unit

TITLE = "Bầu thử đại biểu dự Đại hội cấp trên"
FILE = "phieu-bau-thu.pdf"
SEED = 20220621
DAY, SEATS, PRESENT = date(2022, 6, 21), 3, 16
CANDIDATES = ("004", "011", "013", "020", "023")
# The head also answers: with three tellers the one who keys in must stay out of the first count.
HEAD, OTHERS = "009", ("010", "016")


def hand_in() -> None:
    """The list, the vote, and the scans of its ballots, which the first worker that starts will read."""
    clerk, teller = account("vanthu"), account("kiemphieu1")
    cell = Unit.objects.get(code="chi-bo-ban")
    election = Election(
        unit=cell,
        term=Term.objects.get(unit=cell, ordinal=8),
        office=Office.DELEGATES,
        title=TITLE,
        rulebook="party-244-2014",
        seats=SEATS,
        held_on=DAY,
        place="Thái Nguyên",
    )
    elections.prepare(clerk, election)
    for code in CANDIDATES:
        elections.enter_candidate(clerk, Candidate(election=election, member=_member(cell, code)))
    elections.record_attendance(clerk, election, convened=PRESENT, excluded={}, present=PRESENT)
    elections.choose_counting_committee(clerk, election, _member(cell, HEAD), [_member(cell, code) for code in OTHERS])
    elections.close_list(clerk, election)
    paper = ballots.approve_paper(clerk, election)
    elections.open_voting(clerk, election)
    elections.close_voting(clerk, election, issued=PRESENT, returned=PRESENT)
    batch = ballots.open_batch(teller, election)
    pdf = scanned(papers.layout(paper), cast(), SEED)
    ballots.add_scans(teller, batch, [ScanFile(FILE, ContentFile(pdf, FILE))])


def cast() -> list[Marked]:
    """Two names struck on most; four for people to look at, one with too many names left, one folded over a marker."""
    plain = [(3, 4)] * 5 + [(2, 4)] * 3 + [(1, 3), (0, 4)]
    doubtful = [
        (Stroke(3), Stroke(4, share=0.5)),
        (Stroke(4), Stroke(2, share=0.45)),
        (Stroke(3), Stroke(4), Stroke(0, lower=2.6)),
        (Stroke(4), Stroke(3, share=0.6)),
        (Stroke(4),),
    ]
    sheets = [Marked(tuple(map(Stroke, struck))) for struck in plain] + [Marked(strokes) for strokes in doubtful]
    return [*sheets, Marked((Stroke(3), Stroke(4)), folded=True)]


def _member(cell: Unit, code: str) -> Member:
    return Member.objects.get(unit=cell, code=code)

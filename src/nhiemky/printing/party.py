"""Parts that all Party papers of a congress share.

HD 36-HD/VPTW (3 April 2018), with 11-HD/VPTW (2004) for the bodies that conduct a congress. The words are fixed by
these texts; an official paper exists in Vietnamese only, so they are data here and not messages to translate.
"""

from nhiemky.core.vietnamese.dates import Term, format_term
from nhiemky.core.vietnamese.roman import to_roman
from nhiemky.printing.document import PartyHeader, Signature

CONGRESS = "ĐẠI HỘI"
PRESIDIUM = "ĐOÀN CHỦ TỊCH"
SECRETARIES = "ĐOÀN THƯ KÝ"
CREDENTIALS_COMMITTEE = "BAN THẨM TRA TƯ CÁCH ĐẠI BIỂU"
COUNTING_COMMITTEE = "BAN KIỂM PHIẾU"
CELL_COMMITTEE = "CHI ỦY"

CHAIR = "CHỦ TỊCH"
HEAD_OF_COMMITTEE = "TRƯỞNG BAN"
SECRETARY_OF_CONGRESS = "THƯ KÝ"
CELL_SECRETARY = "BÍ THƯ"

# Kinds of papers, as abbreviated in numbers: from memory only in our reference (5.2), so unverified.
MINUTES = "BB"
RESOLUTION = "NQ"
REPORT = "BC"
SUBMISSION = "TTr"


def party_number(serial: int, kind: str, issuer: str) -> str:
    """The number of a Party paper: no colon, a hyphen before the kind ("Số 12-NQ/ĐH").

    Raises:
        ValueError: the serial number is below 1.
    """
    if serial < 1:
        raise ValueError(f"A paper's serial number is 1 or more, not {serial}.")
    return f"Số {serial:02d}-{kind}/{issuer}"


def congress_header(
    *, superior: str, organisation: str, ordinal: int, term: Term, place: str, number: str = ""
) -> PartyHeader:
    """The head of a paper issued by a congress itself.

    `organisation` is the whole name ("Chi bộ Ban Quản lý các Khu công nghiệp"); minutes go without a `number`.

    Raises:
        ValueError: `ordinal` has no Roman numeral.
    """
    issuer = (organisation.upper(), f"{CONGRESS} LẦN THỨ {to_roman(ordinal)}", f"NHIỆM KỲ {format_term(term)}")
    return PartyHeader(superior=superior.upper(), issuer=issuer, number=number, place=place)


def on_behalf_of(body: str, position: str, name: str) -> Signature:
    """A signature for a collective body: Party papers write "T/M" with a slash."""
    return Signature(authority=f"T/M {body}", position=position, name=name)

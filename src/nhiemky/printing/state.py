"""Parts that all state papers share: Decree 30/2020/NĐ-CP (5 March 2020), annex I.

The words are fixed by the decree; an official paper exists in Vietnamese only, so they are data here and not messages
to translate.
"""

from nhiemky.printing.document import Signature


def state_number(serial: int, kind: str, issuer: str) -> str:
    """The number of a state paper: a colon after "Số", a slash before the kind ("Số: 12/BC-BQL").

    Raises:
        ValueError: the serial number is below 1.
    """
    if serial < 1:
        raise ValueError(f"A paper's serial number is 1 or more, not {serial}.")
    return f"Số: {serial:02d}/{kind}-{issuer}"


def on_behalf_of(body: str, position: str, name: str) -> Signature:
    """A signature for a collective body: state papers write "TM." with a full stop."""
    return Signature(authority=f"TM. {body}", position=position, name=name)

"""The identity code of a sheet: 12 rows of 26 square cells that say what `Identity` says.

The identity (70 bits) and the version of this code (2 bits) are followed by a CRC-32 (the polynomial of ISO 3309 and
ITU-T V.42, as zlib has it) over a magic word and those nine bytes. Each of the 104 bits is printed three times, in
three bands of four rows, every band turned by a third of the width against the one above: a stain would have to be at
once more than four rows high and more than eight columns wide to hide a bit twice. A fixed mask makes about half of
the cells dark whatever the identity is, and makes neither a white nor a black area a valid code.
"""

import hashlib
import zlib

import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots.identity import Identity
from nhiemky.core.elections.rulebook import BallotStyle

ROWS = 12
COLUMNS = 26

_COPIES = 3
_BAND = ROWS // _COPIES
_TURN = 9  # columns by which a band is turned against the one above: near a third of 26
_VERSION = 1
_MAGIC = b"nhiemky ballot"
_STYLES = (BallotStyle.STRIKE, BallotStyle.AGREE)
# Bits of the version and of each field of `Identity` (style between round and sheet), in the order they are printed.
_WIDTHS = (2, 24, 4, 2, 4, 4, 32)
_BODY = 9  # bytes before the check sum

type Cells = tuple[tuple[bool, ...], ...]
type Darkness = NDArray[np.floating]

_MASK = np.unpackbits(np.frombuffer(hashlib.shake_128(_MAGIC).digest(ROWS * COLUMNS // 8), dtype=np.uint8))
_SIGNS = 1.0 - 2.0 * _MASK
# The cells (copies, bits) that print each bit, counted from the top left, row by row.
_CELLS = np.arange(ROWS * COLUMNS).reshape(_COPIES, _BAND, COLUMNS)
_PRINTS = np.stack([np.roll(_CELLS[copy], -copy * _TURN, axis=1).ravel() for copy in range(_COPIES)])


def cells_of(identity: Identity) -> Cells:
    """The code's cells, `ROWS` × `COLUMNS`, from the top left, row by row; True is printed black.

    Raises ValueError when a field of the identity does not fit its bits.
    """
    body = _packed(identity)
    message = body + _check_sum(body)
    bits = np.unpackbits(np.frombuffer(message, dtype=np.uint8))
    cells = _spread(bits) ^ _MASK.reshape(ROWS, COLUMNS)
    return tuple(tuple(bool(cell) for cell in row) for row in cells)


def identity_of(darkness: Darkness) -> Identity | None:
    """The identity that `darkness` (`ROWS` × `COLUMNS`; 0 is paper, 1 is print) says; None when its check sum fails.

    The three prints of a bit vote with how dark they are, so a cell half hidden counts less than a clear one.
    """
    dark = darkness.ravel()
    votes = (_SIGNS * (dark - _middle(dark)))[_PRINTS].sum(axis=0)
    message = np.packbits(votes > 0).tobytes()
    body = message[:_BODY]
    return _unpacked(body) if message[_BODY:] == _check_sum(body) else None


def _packed(identity: Identity) -> bytes:
    fields = (
        _VERSION,
        identity.election,
        identity.round,
        _STYLES.index(identity.style),
        identity.sheet,
        identity.sheets,
        identity.layout,
    )
    number = 0
    for value, width in zip(fields, _WIDTHS, strict=True):
        if not 0 <= value < 1 << width:
            raise ValueError(f"{value} does not fit in {width} bits of the identity code")
        number = number << width | value
    return number.to_bytes(_BODY, "big")


def _unpacked(body: bytes) -> Identity | None:
    number = int.from_bytes(body, "big")
    fields = []
    for width in reversed(_WIDTHS):
        fields.append(number & ((1 << width) - 1))
        number >>= width
    layout, sheets, sheet, style, turn, election, version = fields
    if version != _VERSION or style >= len(_STYLES):
        return None
    return Identity(election, turn, _STYLES[style], sheet, sheets, layout)


def _check_sum(body: bytes) -> bytes:
    return zlib.crc32(_MAGIC + body).to_bytes(4, "big")


def _spread(bits: NDArray[np.uint8]) -> NDArray[np.uint8]:
    block = bits.reshape(_BAND, COLUMNS)
    return np.vstack([np.roll(block, copy * _TURN, axis=1) for copy in range(_COPIES)])


def _middle(dark: Darkness) -> float:
    """Halfway between the darker and the lighter cells (two steps of k-means): faint print is still read."""
    whole = float(dark.sum())
    middle = whole / dark.size
    for _ in range(2):
        darker = dark[dark > middle]
        if not 0 < darker.size < dark.size:
            return middle
        part = float(darker.sum())
        middle = (part / darker.size + (whole - part) / (dark.size - darker.size)) / 2
    return middle

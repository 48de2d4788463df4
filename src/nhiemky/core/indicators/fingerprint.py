"""A digest of a set of facts that can follow its changes: added and removed facts, in any order, without the others.

LtHash16 (Lewi, Kim, Maykov, Weis: Securing Update Propagation with Homomorphic Hashing, 2019): every element becomes
1024 numbers of 16 bits by SHAKE-128, a set is their sum modulo 2^16. To find another set with the same sum is as hard
as a short vector in a lattice, over 200 bits; a plain sum of ordinary hashes would not be safe against Wagner's attack.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_LANES = 1024
_BYTES = 2 * _LANES


@dataclass(frozen=True)
class Fingerprint:
    """The sum of all elements: `state` is 2048 bytes, little-endian whatever the machine."""

    state: bytes = bytes(_BYTES)

    def changed(self, added: Iterable[str] = (), removed: Iterable[str] = ()) -> "Fingerprint":
        """With some elements more and some less; those removed must be in the set."""
        lanes = np.frombuffer(self.state, "<u2").copy()
        for element in added:
            lanes += _lanes(element)
        for element in removed:
            lanes -= _lanes(element)
        return Fingerprint(lanes.tobytes())

    def digest(self) -> str:
        """SHA-256 of the state."""
        return hashlib.sha256(self.state).hexdigest()


def _lanes(element: str) -> npt.NDArray[np.uint16]:
    return np.frombuffer(hashlib.shake_128(element.encode()).digest(_BYTES), "<u2")

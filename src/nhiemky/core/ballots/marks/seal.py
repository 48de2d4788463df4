"""A round seal where it does not belong: found by its ring, on a picture of two millimetres a pixel."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats

PIXEL = 2.0  # mm
RADII = (15.0, 16.0, 17.0, 18.0, 19.0)  # mm: seals of Party and State bodies are 30 to 38 mm wide
RING = 1.2  # mm to either side of the radius
LETTERED = 0.75  # of its radius, around which a seal's letters stand
OUTSIDE = 3.5  # mm from the ring to what is around it
LEAST_SEEN = 0.4  # of a ring that must lie on blank paper to be judged at all


@dataclass(frozen=True)
class Seal:
    """A seal's middle and radius in millimetres of the page, how much of its ring is inked, and of what is within."""

    x: float
    y: float
    radius: float
    inked: float
    filled: float = 1.0

    @property
    def is_certain(self) -> bool:
        """Whether it is a seal and cannot be strikes that lie in a ring."""
        return self.filled >= limits.SEAL_FILLED

    def touches(self, box: Box) -> bool:
        """Whether any of a rectangle lies under the seal."""
        across = max(box.x - self.x, 0.0, self.x - box.right)
        down = max(box.y - self.y, 0.0, self.y - box.bottom)
        return float(np.hypot(across, down)) <= self.radius + RING


@dataclass(frozen=True)
class Rings:
    """For every radius and every middle (radii, rows, columns): how much of the ring lies on blank paper, and whether
    that is enough to judge it; `spectra` are the rings' Fourier transforms."""

    blank: Bytes
    seen: Floats
    judged: Flags
    spectra: tuple[Floats, ...]


def rings_on(blank: Bytes) -> Rings:
    """Measure once where rings show on a sheet; `blank` is 1 where no print hides ink, PIXEL mm a pixel."""
    rings = [_ring(radius / PIXEL) for radius in RADII]
    spectra = tuple(_spectrum(ring, _room(blank)) for ring in rings)
    seen = _counted(blank, spectra)
    least = LEAST_SEEN * np.array([ring.sum() for ring in rings])
    return Rings(blank, np.maximum(seen, 1), seen >= least[:, None, None], spectra)


def seals_in(new: Bytes, rings: Rings) -> tuple[Seal, ...]:
    """Up to two seals in new ink (1 where there is ink, PIXEL mm a pixel): one in its room, one where it should not be.

    The share of a ring's visible circumference that is inked is counted for every middle and radius at once, by
    correlation with the ring (the circle Hough transform: Duda and Hart, CACM 15, 1972).
    """
    first = _seal_in(new, rings)
    if first is None:
        return ()
    y, x = np.mgrid[: new.shape[0], : new.shape[1]]
    inside = np.hypot((x + 0.5) * PIXEL - first.x, (y + 0.5) * PIXEL - first.y) <= first.radius + RING
    second = _seal_in(np.where(inside, 0, new).astype(np.uint8), rings)
    return (first,) if second is None else (first, second)


def _seal_in(new: Bytes, rings: Rings) -> Seal | None:
    share = _counted(new & rings.blank, rings.spectra) / rings.seen * rings.judged
    radius, y, x = (int(index) for index in np.unravel_index(int(share.argmax()), share.shape))
    best = Seal((x + 0.5) * PIXEL, (y + 0.5) * PIXEL, RADII[radius], float(share[radius, y, x]))
    if best.inked < limits.SEAL_RING or best.inked - _around(new, rings.blank, best) < limits.SEAL_STANDS_OUT:
        return None
    filled = _within(new, rings.blank, best)
    return replace(best, filled=filled) if filled >= limits.SEAL_PERHAPS else None


def _around(new: Bytes, blank: Bytes, seal: Seal) -> float:
    """How much is inked just outside a ring: many strikes fill a ring too, and as much of what is around it."""
    outside = (np.abs(_off(new, seal) - seal.radius - OUTSIDE) <= RING) & (blank > 0)
    return float(new[outside].mean()) if outside.any() else 0.0


def _within(new: Bytes, blank: Bytes, seal: Seal) -> float:
    """How much is inked between a seal's ring and its middle, where it has letters and an emblem."""
    inside = (np.abs(_off(new, seal) - LETTERED * seal.radius) <= 2 * RING) & (blank > 0)
    return float(new[inside].mean()) if inside.any() else 1.0


def _off(new: Bytes, seal: Seal) -> Floats:
    """How many millimetres each pixel lies from a seal's middle."""
    y, x = np.mgrid[: new.shape[0], : new.shape[1]]
    return np.asarray(np.hypot((x + 0.5) * PIXEL - seal.x, (y + 0.5) * PIXEL - seal.y), np.float32)


def _ring(radius: float) -> Floats:
    reach = int(np.ceil(radius + RING / PIXEL))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    ring: Floats = (np.abs(np.hypot(x, y) - radius) <= RING / PIXEL).astype(np.float32)
    return ring


def _room(mask: Bytes) -> tuple[int, int]:
    """Rows and columns in which a ring around no middle of a mask comes in again on the other side."""
    height, width = (side + int(np.ceil((max(RADII) + RING) / PIXEL)) for side in mask.shape)
    return cv2.getOptimalDFTSize(height), cv2.getOptimalDFTSize(width)


def _spectrum(ring: Floats, room: tuple[int, int]) -> Floats:
    reach = ring.shape[0] // 2
    padded = np.zeros(room, np.float32)
    padded[: ring.shape[0], : ring.shape[1]] = ring
    return np.asarray(cv2.dft(np.roll(padded, (-reach, -reach), (0, 1))), np.float32)


def _counted(mask: Bytes, spectra: tuple[Floats, ...]) -> Floats:
    """How many pixels of a mask lie on each ring around every middle (rings, rows, columns), all rings at once."""
    height, width = mask.shape
    padded = np.zeros(spectra[0].shape, np.float32)
    padded[:height, :width] = mask
    found = cv2.dft(padded, nonzeroRows=height)
    back = cv2.DFT_INVERSE | cv2.DFT_SCALE | cv2.DFT_REAL_OUTPUT
    counts = [cv2.dft(cv2.mulSpectrums(found, ring, 0), flags=back)[:height, :width] for ring in spectra]
    return np.rint(np.stack(counts))

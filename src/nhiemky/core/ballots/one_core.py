"""What a process that reads pages sets once: one core of its own, and memory that is kept from page to page."""

import cv2
import numpy as np

# glibc hands memory back above twice the largest piece it was ever asked to free, and counts no piece above 32 MB.
_FREED = 31 << 20


def keep_to_one_core() -> None:
    """Keep OpenCV from starting threads, and the pictures of one page in memory for the next.

    Each page takes and frees some ten million bytes. Given back to the system and taken anew, they cost thousands of
    page faults, up to a sixth of a page's time. The piece is never touched, so it takes no memory itself (mallopt(3),
    M_MMAP_THRESHOLD); where the C library is another one nothing happens.
    """
    cv2.setNumThreads(1)
    np.empty(_FREED, np.uint8)

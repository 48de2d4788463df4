"""A picture and its ever coarser copies (Burt and Adelson, "The Laplacian pyramid", 1983), each made once."""

from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

type Picture = NDArray[np.uint8]


class Pyramid:
    """A picture, grey or in colours, from which coarser ones are asked for, perhaps more than once."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture

    @cached_property
    def half(self) -> "Pyramid":
        """The picture with 2 × 2 pixels made one: their mean."""
        height, width = self.picture.shape[0] // 2, self.picture.shape[1] // 2
        even = self.picture[: height * 2, : width * 2]
        return Pyramid(np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8))

    def coarser(self, factor: int) -> "Pyramid":
        """The picture with `factor` × `factor` pixels made one; `factor` is a power of two."""
        return self if factor == 1 else self.half.coarser(factor // 2)

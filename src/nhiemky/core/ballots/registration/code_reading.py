"""Reading the identity code off a picture in which the sheet was found."""

from itertools import product
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots import code
from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.identity import Identity
from nhiemky.core.ballots.registration.markers import Grey

type Numbers = NDArray[np.floating[Any]]

_CELL_PX = 4  # pixels along a cell
_AROUND = np.ones((_CELL_PX * 5, _CELL_PX * 5), dtype=np.uint8)  # within it there is paper and print
_LEAST_CONTRAST = 0.35  # of paper: where there is less between the lightest and the darkest, all is one of them


def read_code(grey: Grey, matrix: Numbers, box: Box, reach: int = 0) -> Identity | None:
    """The identity that the code says, looked for up to `reach` quarter cells from its place: paper bends."""
    cells = _code_picture(grey, matrix, box, reach)
    steps = range(0, 2 * reach + 1, 2)
    for row, column in sorted(product(steps, steps), key=lambda at: (at[0] - reach) ** 2 + (at[1] - reach) ** 2):
        darkness = cells[row::_CELL_PX, column::_CELL_PX][: code.ROWS, : code.COLUMNS]
        identity = code.identity_of(darkness)
        if identity is not None:
            return identity
    return None


def _code_picture(grey: Grey, matrix: Numbers, box: Box, reach: int) -> Numbers:
    """How dark the code and what is around it is, 0 to 1, as means over the middles of cells."""
    cell = box.width / code.COLUMNS / _CELL_PX, box.height / code.ROWS / _CELL_PX
    width, height = (side * _CELL_PX + 2 * reach for side in (code.COLUMNS, code.ROWS))
    corner = box.x + (0.5 - reach) * cell[0], box.y + (0.5 - reach) * cell[1]
    to_mm = np.array([[cell[0], 0, corner[0]], [0, cell[1], corner[1]], [0, 0, 1]])
    picture = cv2.warpPerspective(
        grey,
        matrix @ to_mm,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    light, dark = cv2.dilate(picture, _AROUND), cv2.erode(picture, _AROUND)
    contrast = np.maximum(cv2.subtract(light, dark), np.float32(_LEAST_CONTRAST * light.max()))
    means = cv2.blur(picture, (2, 2), anchor=(0, 0))
    # The mean that belongs to a cell starts a quarter cell into it.
    return cast(Numbers, (cv2.subtract(light, means) / contrast)[1:, 1:])

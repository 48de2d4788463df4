"""A drawn picture as dots, for files that cannot hold drawings."""

import typst

from nhiemky.printing.pdf import fonts

_DOTS_PER_INCH = 200
_SOURCE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""


def raster(svg: str) -> bytes:
    """The picture as PNG at 200 dots an inch, in our own fonts: the same drawing gives the same dots anywhere."""
    return typst.compile(_SOURCE, font_paths=fonts(), format="png", ppi=_DOTS_PER_INCH, sys_inputs={"svg": svg})

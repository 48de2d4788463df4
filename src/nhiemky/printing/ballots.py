"""Ballots as PDF, and as the picture of that PDF which the reader compares a scan with."""

import ctypes
import io
import json
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import typst
from numpy.typing import NDArray
from pypdfium2 import raw

from nhiemky.core.ballots.code import COLUMNS, ROWS, cells_of
from nhiemky.core.ballots.layout import Layout, Sheet
from nhiemky.printing.pdf import fonts

_TEMPLATES = Path(__file__).parent / "typst"
_POINTS_PER_MM = 72 / 25.4
# Typst writes a date into every file unless told one; no date stays in ours.
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def render_ballot(layout: Layout, copies: int = 1) -> bytes:
    """The ballot as PDF, its fonts embedded, `copies` times all its sheets: each copy is the same to the last byte.

    Page sizes are exact and viewers are told not to scale. The file holds no date and no metadata: the same
    layout and number of copies give the same bytes.
    """
    if copies < 1:
        raise ValueError(f"A ballot is printed at least once, not {copies} times")
    drawn = typst.compile(
        _TEMPLATES / "ballot.typ",
        root=_TEMPLATES,
        font_paths=fonts(),
        format="pdf",
        sys_inputs={"ballot": json.dumps(_data(layout), ensure_ascii=False)},
        timestamp=_NO_DAY,
        pdf_tags=False,
    )
    return _repeated(drawn, copies)


def reference(layout: Layout, px_per_mm: float) -> tuple[NDArray[np.uint8], ...]:
    """Each sheet as a grey picture (0 is black) of the very PDF that is printed.

    The corner of the page is the corner of the picture and a millimetre is exactly `px_per_mm` pixels, also where that
    leaves a part of a pixel at the right and at the bottom.
    """
    with pypdfium2.PdfDocument(render_ballot(layout)) as document:
        return tuple(_drawn(page, px_per_mm) for page in document)


def _drawn(page: pypdfium2.PdfPage, px_per_mm: float) -> NDArray[np.uint8]:
    scale = px_per_mm / _POINTS_PER_MM
    # A page of 148 mm is 148.0000001 mm in points: no pixel for that.
    width, height = (int(np.ceil(side * scale - 1e-3)) for side in page.get_size())
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    # `PdfPage.render` stretches the page to whole pixels, which moves its far corner.
    matrix, clip = raw.FS_MATRIX(scale, 0, 0, scale, 0, 0), raw.FS_RECTF(0, 0, width, height)
    raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, ctypes.byref(matrix), ctypes.byref(clip), raw.FPDF_ANNOT)
    picture: NDArray[np.uint8] = bitmap.to_numpy().reshape(height, -1)[:, :width].copy()
    return picture


def _repeated(drawn: bytes, copies: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        sheets = list(pdf.pages)
        for _ in range(copies - 1):
            pdf.pages.extend(sheets)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"))
        for key in ("/Metadata", "/PageLabels", "/Lang"):
            if key in pdf.Root:
                del pdf.Root[key]
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _data(layout: Layout) -> dict[str, Any]:
    first = layout.sheets[0]
    return {
        "width": layout.width,
        "height": layout.height,
        "markers": [[box.x, box.y, box.width, box.height] for box in first.markers],
        "sheets": [
            {
                "cells": _bars(sheet),
                "texts": [[line.text, line.x, line.baseline, line.size, line.bold] for line in sheet.texts],
                "rules": [[rule.x1, rule.y1, rule.x2, rule.y2, rule.thickness] for rule in sheet.rules],
            }
            for sheet in layout.sheets
        ],
    }


def _bars(sheet: Sheet) -> list[list[float]]:
    """The dark cells of the identity code, those side by side in a row as one bar: no white hair between them."""
    width, height = sheet.code.width / COLUMNS, sheet.code.height / ROWS
    bars = []
    for row, cells in enumerate(cells_of(sheet.identity)):
        column = 0
        for dark, run in groupby(cells):
            length = len(list(run))
            if dark:
                bars.append([sheet.code.x + column * width, sheet.code.y + row * height, length * width, height])
            column += length
    return bars

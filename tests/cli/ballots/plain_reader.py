"""A reader for tests of everything around the reader: its answer is in the page's first pixels."""

import os
import threading

import numpy as np

from nhiemky.core.ballots.examined import Examined
from nhiemky.core.ballots.reading import Ink, MarkReading, PageReading, ReadMark, Status

READ, EYES, REFUSED, FAILS, DIES = 250, 200, 150, 100, 50
KEY = 8


def page_of(answer, seed):
    """A grey page without any print, different for each seed, that says what its reader will answer."""
    page = np.linspace(120, 250, 60 * 40).reshape(60, 40) + np.random.default_rng(seed).normal(0, 2, (60, 40))
    page = page.clip(0, 255).astype(np.uint8)
    page[:KEY, :KEY] = answer
    return page


class PlainReader:
    def __init__(self, layout, references):
        self.lightest = int(references[0].max())

    def examine(self, pyramid):
        return Examined(self.answer(pyramid.picture), lambda: None)

    def answer(self, image):
        match int(image[0, 0]):
            case 50:
                os._exit(3)
            case 100:
                raise ValueError("not a page for me")
            case 150:
                return PageReading(Status.REFUSED, ("blank_page",), None, ())
            case 200:
                return PageReading(Status.NEEDS_EYES, ("stray_ink",), 1, self.marks(image))
            case _:
                return PageReading(Status.READ, (), 1, self.marks(image))

    def marks(self, image):
        sure = float(image.mean()) / self.lightest
        return (MarkReading(0, ReadMark.CLEAR, sure, Ink.NOTHING, ReadMark.CLEAR, ReadMark.CLEAR),)


class HangingReader(PlainReader):
    def answer(self, image):
        os.write(1, b"reading\n")
        threading.Event().wait()

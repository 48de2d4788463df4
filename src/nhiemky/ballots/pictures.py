"""Where scans and ballots' pictures lie: the storage `ballots`, never served by the web server.

Before mixing: `scans/<batch>/…`, files as uploaded and pages made upright. After it: `ballots/<batch>/…`, written
anew under random names in random order, all with one time, and nothing under `scans/`.
"""

import os
import uuid
from collections.abc import Iterator
from typing import BinaryIO

import cv2
import numpy as np
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.scans.page import Pixels

# A person reads this as well as the scan, at a tenth of its size.
_QUALITY = 88
_LONGEST_SIDE = 1800
# A moment that says nothing, in seconds since 1970: the first of January 2000, noon in Greenwich.
_SAME_MOMENT = 946_728_000


def storage() -> Storage:
    """The storage of ballots."""
    return storages["ballots"]


def scans_folder(batch: int) -> str:
    """Where the scans of a batch lie until it is mixed."""
    return f"scans/{batch}"


def ballots_folder(batch: int) -> str:
    """Where the pictures of a batch's ballots lie after it is mixed."""
    return f"ballots/{batch}"


def keep_file(folder: str, file: File[bytes]) -> str:
    """Save an uploaded file under a random name, and say which."""
    return storage().save(f"{folder}/{uuid.uuid4().hex}", file)


def keep_picture(folder: str, image: Pixels) -> str:
    """Save a page as JPEG without any metadata under a random name, and say which; large ones are reduced."""
    longest = max(image.shape[:2])
    if longest > _LONGEST_SIDE:
        scale = _LONGEST_SIDE / longest
        image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    _done, encoded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return _keep(folder, encoded.tobytes())


def copy_picture(name: str, folder: str) -> tuple[str, bytes]:
    """Write a picture anew under a random name and with the moment all have; its new name and its content."""
    content = read(name)
    new = _keep(folder, content)
    try:
        path = storage().path(new)
    except NotImplementedError:
        return new, content
    os.utime(path, (_SAME_MOMENT, _SAME_MOMENT))
    return new, content


def open_file(name: str) -> BinaryIO:
    """A kept file, to be read; the caller closes it."""
    return storage().open(name, "rb")  # type: ignore[return-value]


def read(name: str) -> bytes:
    """The content of a kept picture."""
    with storage().open(name, "rb") as file:
        return file.read()  # type: ignore[no-any-return]


def part(name: str, box: Box, width: float) -> bytes:
    """A part of a kept picture as JPEG; `box` in millimetres on a sheet that is `width` millimetres wide.

    Raises ValueError for a file that is no picture.
    """
    whole = cv2.imdecode(np.frombuffer(read(name), np.uint8), cv2.IMREAD_UNCHANGED)
    if whole is None:
        raise ValueError(f"{name} is no picture")
    scale = whole.shape[1] / width
    left, top, right, bottom = (round(edge * scale) for edge in (box.x, box.y, box.right, box.bottom))
    _done, encoded = cv2.imencode(".jpg", whole[top:bottom, left:right], [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return encoded.tobytes()


def clear(folder: str) -> int:
    """Remove every file of a folder, and the folder where there are such; how many files there were."""
    kept = storage()
    names = list(_names(kept, folder))
    for name in names:
        kept.delete(f"{folder}/{name}")
    # Django's file storage removes an empty folder by the same call; others know no folders.
    if kept.exists(folder):
        kept.delete(folder)
    return len(names)


def remove(name: str) -> None:
    """Remove one kept file."""
    storage().delete(name)


def _keep(folder: str, content: bytes) -> str:
    return storage().save(f"{folder}/{uuid.uuid4().hex}.jpg", ContentFile(content))


def _names(kept: Storage, folder: str) -> Iterator[str]:
    try:
        yield from kept.listdir(folder)[1]
    except FileNotFoundError:
        return

"""The portal's pages and a picture; the figure of the members is that of `figures`."""

from pathlib import Path

from django.conf import settings

from nhiemky.portal import setup
from tests.portal import figures
from tests.portal.conftest import CONTACT
from tests.site.measured_access import Arguments, Cast


def examples(cast: Cast) -> dict[str, Arguments]:
    """The pages of the demonstration over the cast's units."""
    for key in figures.VALUES.keys() - {"members"}:
        figures.publish(figures.TESTS, key)
    setup.build(cast.house.board, cast.house.cell, CONTACT)
    folder = Path(settings.MEDIA_ROOT) / "images"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "access.png").write_bytes(b"\x89PNG")
    return {"portal_picture": ("access.png",), "wagtail_serve": ("",)}

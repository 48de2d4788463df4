"""The votes of a candidate as a bar; all bars of a result share one scale, from nobody to the whole base."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

WIDTH, HEIGHT = 240, 28


def votes_bar(name: str, votes: int, base: int, needed: int | None, *, elected: bool) -> SafeString:
    """Votes as a bar on the base, with a mark where the majority stands (none in a vote among those tied)."""
    mark: SafeString = mark_safe("")
    words = _("%(name)s: %(votes)s of %(base)s") % {"name": name, "votes": votes, "base": base}
    if needed is not None:
        mark = format_html('<rect class="mark" x="{}" y="2" width="3" height="24"/>', _pixels(needed, base) - 1)
        words = _("%(bar)s; %(needed)s elect") % {"bar": words, "needed": needed}
    return format_html(
        '<svg class="picture bar" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '<rect class="track" x="0" y="8" width="{}" height="12" rx="2"/>'
        '<rect class="value {}" x="0" y="8" width="{}" height="12" rx="2"/>{}</svg>',
        WIDTH, HEIGHT, WIDTH, HEIGHT, words, WIDTH, "good" if elected else "muted", _pixels(votes, base), mark,
    )  # fmt: skip


def _pixels(votes: int, base: int) -> int:
    """The length of so many votes, rounded half up."""
    return (2 * votes * WIDTH + base) // (2 * base)

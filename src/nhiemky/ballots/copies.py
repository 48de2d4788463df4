"""The same picture twice in a batch: the first stays, copies are refused. Two ballots never scan to the same pixels."""

from collections.abc import Iterable

from django.db.models import Count

from nhiemky.ballots.models import Batch, Page
from nhiemky.core.ballots.reading import Status

SAME_IMAGE = "same_image"


def mark_copies(batch: Batch, pages: Iterable[Page] | None = None) -> None:
    """Refuse pages whose picture the batch has at an earlier place; `pages` None looks at all of them.

    Two workers may write the same picture at one moment and neither see the other's: mixing looks again, under lock.
    """
    rows = Page.objects.filter(batch=batch, dealt="").exclude(sha256="")
    if pages is not None:
        wanted = {page.pk for page in pages}
        rows = rows.filter(sha256__in=rows.filter(pk__in=wanted).values("sha256"))
    repeated = rows.values("sha256").annotate(times=Count("pk")).filter(times__gt=1).values_list("sha256", flat=True)
    for sha256 in list(repeated):
        _first, *copies = rows.filter(sha256=sha256).order_by("position", "pk").values_list("pk", flat=True)
        Page.objects.filter(pk__in=copies).update(
            status=Status.REFUSED, reasons=[SAME_IMAGE], refused_for=SAME_IMAGE, sheet=None, marks=[]
        )

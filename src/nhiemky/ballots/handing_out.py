"""Who gets which sheet: each is before one person of a lane only, so that many share a side without doing work twice.

A lease, like the claims of pages: whoever goes away loses the sheet after a while, and nothing with it.
"""

from datetime import timedelta

from django.db import transaction

from nhiemky.ballots import queries
from nhiemky.ballots.models import Batch, Handout, Side
from nhiemky.organisation.models import User
from nhiemky.records import clock

#: Several times what a sheet takes.
LEASE = timedelta(minutes=2)


def hand_out(user: User, batch: Batch, side: Side) -> None:
    """Put the next sheet before a person, or leave the one that is there and not done; nothing when nothing is open."""
    with transaction.atomic():
        Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        sheets = queries.sheets_for(user, batch, side)
        if sheets:
            told = {"side": side, "questions": list(sheets[0]), "until": clock.now() + LEASE}
            Handout.objects.update_or_create(batch=batch, by=user, defaults=told)
        else:
            Handout.objects.filter(batch=batch, by=user).delete()

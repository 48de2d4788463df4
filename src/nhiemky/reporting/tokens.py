"""Tokens by which an enterprise's own software files reports: made, shown once, counted, revoked."""

import hashlib
import secrets
from datetime import datetime

from django.db.models import F, Q, QuerySet

from nhiemky.organisation.access import units
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import action
from nhiemky.reporting.access import ENTER
from nhiemky.reporting.models import ApiToken, ApiUse
from nhiemky.zones import access as zones
from nhiemky.zones.models import EnterpriseReporter

MOST_A_MINUTE = 120
_BEGINNING = "nk_"
_SHOWN = 9
_SECRET_BYTES = 32
_SECONDS = 60


@action("reporting.token_made")
def make(actor: User, reporter: EnterpriseReporter, name: str) -> tuple[ApiToken, str]:
    """A token that acts as a named reporter for the enterprise, and its secret, which is kept nowhere."""
    secret = _BEGINNING + secrets.token_urlsafe(_SECRET_BYTES)
    token = ApiToken(
        enterprise=reporter.enterprise,
        acts_as=reporter.user,
        name=name,
        start=secret[:_SHOWN],
        digest=_digest(secret),
        created_by=actor,
        created_at=clock.now(),
    )
    token.save()
    return token, secret


@action("reporting.token_revoked")
def revoke(actor: User, token: ApiToken) -> ApiToken:
    """End a token for good; one that has ended stays as it is."""
    if token.revoked_at is None:
        token.revoked_by, token.revoked_at = actor, clock.now()
        token.save()
    return token


def may_be_given_to(user: User) -> QuerySet[EnterpriseReporter]:
    """The reporters for whom the account may make a token: itself, or those of enterprises in its board's zones."""
    boards = units(user, ENTER)
    overseen = Q(enterprise__projects__zone__board__in=boards) | Q(enterprise__developed__board__in=boards)
    found = EnterpriseReporter.objects.filter(Q(user=user, enterprise__in=zones.own_enterprises(user)) | overseen)
    named = EnterpriseReporter.objects.on(clock.today()).filter(pk__in=found.values("pk"))
    return named.select_related("enterprise", "user")


def seen_by(user: User) -> QuerySet[ApiToken]:
    """The tokens of the enterprises for which the account may make some."""
    enterprises = may_be_given_to(user).values("enterprise")
    return ApiToken.objects.filter(enterprise__in=enterprises).select_related(
        "enterprise", "acts_as", "created_by", "use"
    )


def holder(secret: str) -> ApiToken | None:
    """The token with this secret, while its account still reports for the enterprise. Two queries."""
    found = ApiToken.objects.filter(digest=_digest(secret), revoked_at=None).select_related("acts_as", "enterprise")
    token = found.first()
    if token is None or not token.acts_as.is_active:
        return None
    named = zones.own_enterprises(token.acts_as).filter(pk=token.enterprise_id).exists()
    return token if named else None


def count(token: ApiToken) -> bool:
    """Count one request; False when the minute has had its most. The day is kept, never the hour."""
    now = clock.now()
    minute, today = _minute(now), clock.today()
    use = ApiUse.objects.filter(token=token)
    if use.filter(minute=minute, requests__lt=MOST_A_MINUTE).update(requests=F("requests") + 1, last_day=today):
        return True
    if use.exclude(minute=minute).update(minute=minute, requests=1, last_day=today):
        return True
    return ApiUse.objects.get_or_create(token=token, defaults={"minute": minute, "requests": 1, "last_day": today})[1]


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // _SECONDS


def _digest(secret: str) -> str:
    # 256 random bits: nothing to guess, so that a fast hash is as good as a slow one.
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()

"""What may stand in the columns of an election: the core's kinds, each with its name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nhiemky.core.elections.rulebook import BallotStyle, Exclusion, InvalidCode
from nhiemky.core.elections.rulebook import Office as CoreOffice
from nhiemky.core.elections.states import ElectionState
from nhiemky.core.sureness import Sureness


class Office(models.TextChoices):
    """What is elected."""

    COMMITTEE = CoreOffice.COMMITTEE.value, _("committee")
    STANDING_COMMITTEE = CoreOffice.STANDING_COMMITTEE.value, _("standing committee")
    SECRETARY = CoreOffice.SECRETARY.value, _("secretary")
    DEPUTY_SECRETARY = CoreOffice.DEPUTY_SECRETARY.value, _("deputy secretary")
    DELEGATES = CoreOffice.DELEGATES.value, _("delegates to the higher congress")
    ALTERNATES = CoreOffice.ALTERNATES.value, _("alternate delegates")


class State(models.TextChoices):
    """Where an election stands; the core says what may follow."""

    DRAFT = ElectionState.DRAFT.value, _("draft")
    LIST_CLOSED = ElectionState.LIST_CLOSED.value, _("list closed")
    VOTING = ElectionState.VOTING.value, _("voting")
    COUNTING = ElectionState.COUNTING.value, _("counting")
    DECLARED = ElectionState.DECLARED.value, _("declared")


class Style(models.TextChoices):
    """How a ballot is marked."""

    STRIKE = BallotStyle.STRIKE.value, _("strike out the names not chosen")
    AGREE = BallotStyle.AGREE.value, _("X under Agree or Disagree")


class InvalidReason(models.TextChoices):
    """Why a ballot is invalid."""

    TOO_MANY = InvalidCode.TOO_MANY.value, _("votes for more than the seats")
    NONE_CHOSEN = InvalidCode.NONE_CHOSEN.value, _("votes for nobody")
    BOTH_BOXES = InvalidCode.BOTH_BOXES.value, _("X in both boxes")
    NO_BOX = InvalidCode.NO_BOX.value, _("X in no box")
    OUTSIDE_NAME = InvalidCode.OUTSIDE_NAME.value, _("a name outside the list")
    STRAY_MARK = InvalidCode.STRAY_MARK.value, _("marks, a signature or extra writing")
    NOT_ISSUED = InvalidCode.NOT_ISSUED.value, _("not issued by the counting committee")


class ExclusionReason(models.TextChoices):
    """The four lawful reasons to leave an official member out of the base."""

    TEMPORARY_ELSEWHERE = Exclusion.TEMPORARY_ELSEWHERE.value, _("on temporary activity elsewhere")
    EXEMPT_ABSENT = Exclusion.EXEMPT_ABSENT.value, _("exempt from work and activity, and absent")
    SUSPENDED = Exclusion.SUSPENDED.value, _("suspended, prosecuted, charged or detained")
    ABSENT_WITH_LEAVE = Exclusion.ABSENT_WITH_LEAVE.value, _("absent throughout with accepted reason")


class Known(models.TextChoices):
    """How sure we are of a rule."""

    VERIFIED = Sureness.VERIFIED.value, _("verified")
    SECONDARY = Sureness.SECONDARY.value, _("from a secondary source")
    INFERRED = Sureness.INFERRED.value, _("inferred")
    UNVERIFIED = Sureness.UNVERIFIED.value, _("unverified")

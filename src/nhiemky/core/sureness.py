"""How sure the product is of a rule, a definition or a fact."""

from enum import StrEnum


class Sureness(StrEnum):
    """How it is known: text read, secondary page, inferred, or not verified."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    UNVERIFIED = "unverified"

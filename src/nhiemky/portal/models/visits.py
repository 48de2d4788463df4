"""What the visitor counter keeps: one number, and the beats of the last minutes. No address, cookie or history."""

from typing import ClassVar

from django.db import models


class Visits(models.Model):
    """The pages opened since counting began; a single row."""

    ONLY: ClassVar[int] = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    counted = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.counted)


class Beat(models.Model):
    """How many open pages gave a sign of life in one slot of 30 seconds (`slot` is Unix time divided by 30)."""

    slot = models.BigIntegerField(primary_key=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.slot}: {self.count}"

"""The settings of tests, for processes of their own: real queue, claims that run out soon."""

from tests.settings import *  # noqa: F403
from tests.settings import TASKS

TASKS["background"] = {"BACKEND": "django_tasks_db.DatabaseBackend"}
BALLOT_CLAIM_SECONDS = 2

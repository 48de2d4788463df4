"""The real settings, less what only costs time in tests."""

import atexit
import os
import tempfile

if "NHIEMKY_DATA" not in os.environ:
    folder = tempfile.TemporaryDirectory(prefix="nhiemky-test-", ignore_cleanup_errors=True)
    os.environ["NHIEMKY_DATA"] = folder.name
    atexit.register(folder.cleanup)

from nhiemky.site.settings import *  # noqa: F403

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405

SECRET_KEY = "only-for-tests"
RECORDS_KEY = "only-for-tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "ballots": STORAGES["ballots"],  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# An assets server that speaks only asynchronously: each request would go through five threads, and none asks it.
MIDDLEWARE = [each for each in MIDDLEWARE if not each.startswith("servestatic.")]  # noqa: F405
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
# Long work is done at once; the tests of workers start real ones.
TASKS = {name: {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"} for name in TASKS}  # noqa: F405
# Nothing writes, and nothing is kept, between tests.
COUNT_VISITS_EVERY = 0
KEEP_PAGES_FOR = 0

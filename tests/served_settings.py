"""The real settings of programs that tests start, but for passwords: Argon2 takes a fifth of a second of a processor.

The demonstration makes 14 accounts and the journeys log in a hundred times. `tests/cli` starts programs with Argon2.
"""

from nhiemky.site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

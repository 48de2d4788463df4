"""A post office that takes nothing."""

from django.core.mail.backends.base import BaseEmailBackend


class BrokenPost(BaseEmailBackend):
    """Refuses every letter."""

    def send_messages(self, email_messages):
        """Always raises ConnectionRefusedError."""
        raise ConnectionRefusedError("no post office")

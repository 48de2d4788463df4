"""The software of an enterprise, as a test sends its requests."""

import json

from django.test import Client

from nhiemky.reporting import tokens
from nhiemky.zones.models import EnterpriseReporter
from tests.zones.register import Register

ENTRY = {
    "cells": {
        "I.1.2.1": {"quarter": "500000.25"},
        "II": {"quarter": "300000"},
        "III": {"quarter": "250000"},
        "IV": {"quarter": "90000"},
        "V.1": {"quarter": "120"},
        "V.2": {"quarter": "3"},
        "VII": {"quarter": "0"},
    },
    "rate": "23105.5",
}


class Software:
    """A client with a token; answers are (status, JSON, headers)."""

    def __init__(self, secret: str) -> None:
        self.secret, self.client = secret, Client()

    def __call__(self, method: str, path: str, body: object = None, **headers: str):
        """One request; headers as If_Match="…"."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes | str) else "" if body is None else json.dumps(body)
        response = self.client.generic(
            method,
            f"/api/v1/{path}",
            data,
            "application/json",
            headers={"Authorization": f"Bearer {self.secret}"} | named,
        )
        return response.status_code, json.loads(response.content or b"null"), response

    def begin(self, **more: object):
        """Begin the register's first quarter."""
        sent = {"unit": "da-01", "form": "A.III.1", "period": "2021-Q1", "entry": ENTRY} | more
        return self("POST", "reports", sent)


def software(register: Register) -> Software:
    """The enterprise's software with a new token."""
    named = EnterpriseReporter.objects.get(user=register.reporter, enterprise=register.enterprise)
    return Software(tokens.make(register.reporter, named, "Kế toán")[1])

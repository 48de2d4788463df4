"""The examples of docs/reference/reporting-api.md are run as they stand, with curl's own reading of the line."""

import json
import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

from django.test import Client

from nhiemky.records import clock
from nhiemky.reporting.models import Report
from tests.reporting import filing
from tests.reporting.api.client import software
from tests.zones import register as registers

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "reporting-api.md"


def run(line, secret, report):
    """What curl would send; the answer."""
    words = shlex.split(line.replace("\\\n", " ").replace("$TOKEN", secret).replace("reports/1", f"reports/{report}"))
    assert words[0] == "curl"
    method, body, headers, url = "GET", "", {}, ""
    given = iter(words[1:])
    for word in given:
        match word:
            case "-s" | "-i":
                pass
            case "-X":
                method = next(given)
            case "-d":
                body = next(given)
            case "-H":
                name, _, value = next(given).partition(": ")
                headers[name] = value
            case _:
                url = word
    parts = urlsplit(url.replace("$SITE", "http://testserver"))
    kind = headers.pop("Content-Type", "application/json")
    return Client().generic(method, parts.path, body, kind, headers=headers, QUERY_STRING=parts.query)


def test_every_example_does_what_the_page_says(house):
    text = PAGE.read_text(encoding="utf-8")
    lines = re.findall(r"```sh\n(curl.*?)```", text, re.DOTALL)
    with clock.at(filing.IN_APRIL):
        register = registers.register(house)
        secret = software(register).secret
        answers = []
        for line in lines:
            report = Report.objects.first()
            answers.append(run(line, secret, report.pk if report else 1))
    assert [each.status_code for each in answers] == [200, 200, 201, 200, 200, 200, 200]
    told = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert answers[0].json() == json.loads(told[0])
    assert [each.get("ETag") for each in answers] == [None, None, '"1"', '"2"', None, '"3"', None]
    assert answers[4].json()["ready"] is True
    assert answers[6].json()["total"] == 1

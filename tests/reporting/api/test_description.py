"""The description is OpenAPI 3.1, the real interface keeps to it under attack, and people can read it."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from nhiemky.records import clock
from nhiemky.reporting import tokens
from nhiemky.reporting.api import door
from nhiemky.reporting.api.description import description
from nhiemky.reporting.models import Report
from tests.reporting import filing
from tests.reporting.api.client import software
from tests.zones import register as registers

# Cheap on purpose, and the same every time.
ATTACK = settings(
    max_examples=4,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
# What a request meets that follows the description and still asks for what is not, or not now.
BUSINESS = ["2xx", "404", "409", "412", "422", "428"]


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


@pytest.fixture
def schema(register, monkeypatch):
    """The description as the server gives it, with what the checks have to know of it."""
    monkeypatch.setattr(tokens, "MOST_A_MINUTE", 10**6)
    config = schemathesis.Config.from_dict({"checks": {"positive_data_acceptance": {"expected-statuses": BUSINESS}}})
    # As the test client does: the end of a request would close the connection that the test's transaction is on.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app=get_wsgi_application(), config=config)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.long
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_nothing_that_is_made_from_the_description_breaks_it(schema, register, mode):
    secret = software(register).secret
    draft = filing.begun(register)
    tried = 0
    for operation in (each.ok() for each in schema.get_all_operations()):

        @ATTACK
        @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
        def attack(case, real):
            nonlocal tried
            tried += 1
            if mode is GenerationMode.POSITIVE and real:
                if "pk" in (case.path_parameters or {}):
                    case.path_parameters["pk"] = draft.pk
                if "If-Match" in (case.headers or {}):
                    case.headers["If-Match"] = f'"{Report.objects.get(pk=draft.pk).edition}"'
            case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})

        attack()
    assert tried > 10


def test_the_description_names_every_operation_in_both_languages():
    told = description()
    assert told["openapi"].startswith("3.1")
    operations = [each for path in told["paths"].values() for each in path.values()]
    assert len(operations) == 9
    for each in operations:
        vietnamese, _, english = each["description"].partition("\n\n")
        assert vietnamese, each
        assert english, each
        assert set(each["responses"]) >= {401, 422, 429}
        assert each["security"] == [{"Bearer": []}]
        assert "application/problem+json" in each["responses"][401]["content"]


def test_the_parameters_that_are_taken_are_those_of_the_description():
    told = description()["paths"]
    described = {
        (method.upper(), path.removeprefix("/api/v1/")): {
            each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"
        }
        for path, methods in told.items()
        for method, operation in methods.items()
    }
    assert {key: names for key, names in described.items() if names} == door._PARAMETERS


@pytest.mark.parametrize(("language", "words"), [("vi", "Lập báo cáo đến kỳ"), ("en", "Begin a report that is due")])
def test_the_page_explains_it_to_everybody_without_foreign_scripts(client, db, language, words):
    client.cookies["nhiemky_language"] = language
    page = client.get(reverse("reporting_api:docs")).content.decode()
    assert words in page
    assert 'id="A07"' in page
    assert "http://" not in page.replace("http://testserver", "").replace("http://www.w3.org", "")

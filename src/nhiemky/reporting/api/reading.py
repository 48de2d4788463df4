"""The description of the interface for people to read: its operations in order, and what each problem means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS
from nhiemky.reporting.api.problems import API_PROBLEMS
from nhiemky.reporting.problems import REPORT_PROBLEMS
from nhiemky.ui.language import language

# What only forms and their editors can have wrong is of no interest here.
_NOT_MET = ("M", "X")


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation."""

    name: str
    place: str
    required: bool
    note: str


@dataclass(frozen=True)
class OperationView:
    """An operation as the page shows it."""

    name: str
    method: str
    path: str
    title: str
    text: str
    parameters: tuple[Parameter, ...]
    body: str
    statuses: tuple[str, ...]


def operations(told: Mapping[str, Any]) -> list[OperationView]:
    """Every operation of a description, in its order."""
    return [
        _operation(method, address, operation)
        for address, methods in told["paths"].items()
        for method, operation in methods.items()
    ]


def problems() -> list[tuple[str, str]]:
    """Code and sentence of every problem that a request can meet, in the reader's language."""
    sentences: Iterator[tuple[str, Bilingual]] = (
        pair
        for catalogue in (API_PROBLEMS, REPORTING_PROBLEMS, REPORT_PROBLEMS)
        for pair in catalogue.sentences.items()
    )
    return [(code, text.text(language())) for code, text in sentences if not code.startswith(_NOT_MET)]


def _operation(method: str, address: str, operation: Mapping[str, Any]) -> OperationView:
    vietnamese, _, english = operation.get("description", "").partition("\n\n")
    text = vietnamese if language() == "vi" else english
    parameters = tuple(
        Parameter(each["name"], each["in"], each.get("required", False), each.get("description", ""))
        for each in operation.get("parameters", ())
    )
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    body = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return OperationView(
        operation["operationId"].rpartition("_views_")[2],
        method.upper(),
        address,
        operation["summary"],
        " ".join(text.split()),
        parameters,
        body,
        tuple(operation["responses"]),
    )

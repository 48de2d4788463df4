import pytest

from nhiemky.core.figures.facts import parse_facts
from nhiemky.core.problem import Problem

GOOD = '{"key": "a", "label": "dự án", "value": "53", "unit": "project"}'


def test_a_list_of_facts_is_read() -> None:
    facts = parse_facts(f"[{GOOD}]")
    assert not isinstance(facts, Problem)
    assert (facts[0].key, facts[0].quantity.value, facts[0].source) == ("a", 53, "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{}", "FIG-01"), ("[1]", "FIG-02"), ('[{"key": "a"}]', "FIG-03"), (f"[{GOOD[:-1]}, \"x\": \"\"}}]", "FIG-04"),
        (f"[{GOOD.replace('dự án', ' ')}]", "FIG-05"), (f"[{GOOD.replace('53', '5,3')}]", "FIG-06"),
        (f"[{GOOD}, {GOOD}]", "FIG-07"), ("[", "FIG-08"),
    ],
)  # fmt: skip
def test_each_fault_has_its_own_code(text: str, code: str) -> None:
    found = parse_facts(text)
    assert isinstance(found, Problem)
    assert found.code == code

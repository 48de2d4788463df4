"""Lists of periods that somebody named: `periods.toml`, so that a term or a reporting year is written once.

```toml
[term]
name = { vi = "Nhiệm kỳ VIII", en = "Term VIII" }
periods = ["2020-Q3", "2020-Q4", "2020-06-29..2022-06-16"]
```
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.indicators.tables import parse_toml
from nhiemky.core.problem import Problem, Refused

PERIODS_FILE = "periods.toml"


@dataclass(frozen=True)
class PeriodList:
    """Periods in the order in which they are shown."""

    name: Bilingual
    periods: tuple[Period, ...]


def parse_period_lists(text: str, file: str = PERIODS_FILE) -> Mapping[str, PeriodList]:
    """Read the lists by their code; raises Refused with all problems (D01 to D05, K01, K02), each naming its list."""
    root = parse_toml(text, file)
    found: dict[str, PeriodList] = {}
    problems: list[Problem] = []
    for code, table in root.named_tables().items():
        periods = []
        for written in table.texts("periods"):
            try:
                periods.append(parse_period(written))
            except Refused as refused:
                problems += [Problem(each.code, f"{file}: {code}", each.vi, each.en) for each in refused.problems]
        found[code] = PeriodList(table.bilingual("name", Bilingual(code, code)), tuple(periods))
    root.finish()
    if problems:
        raise Refused(*problems)
    return found

"""One snapshot that takes every way through the engine."""

import random
from itertools import product

import pyarrow as pa

from nhiemky.core.indicators.periods import parse_period
from nhiemky.engine.run import Request
from tests.engine.snapshots import definitions, indicator, write

WAYS = list(
    product(
        ("sum", "average", "first", "last", "min", "max"),
        ("sum", "average", "min", "max"),
        ("time-first", "units-first"),
    )
)
ZONES = ["Ấn", "Bắc", "Z", "z", None]


def every_way(folder, value_type=None, chosen_ways=WAYS):
    """A measure of each way (all 48, or those chosen); indicators at the total and in each unit.

    Facts have gaps, zeros, negative values and dimensions.
    """
    chosen = random.Random(20260616)
    ways = {f"m{place}": way for place, way in enumerate(chosen_ways)}
    units = [("u0", None, None)] + [
        (f"u{number}", f"u{chosen.randrange(number)}", chosen.choice(ZONES)) for number in range(1, 12)
    ]
    periods = [f"{year}-{month:02d}" for year in (2021, 2022) for month in range(1, 13)]
    values = [None, None, 0, 0, 1, -2.5, 0.125, 1234567.89, 10**12]
    facts = [
        (
            unit,
            measure,
            period,
            chosen.choice(values),
            chosen.choice("AAAAAPE"),
            chosen.choice(["vn", "nước ngoài", None]),
        )
        for unit, measure, period in product((unit for unit, *_ in units), ways, periods)
        if chosen.random() < 0.15
    ]
    write(folder, facts, units, value_type or pa.decimal128(20, 3), ["who"], ["zone"])
    made = [indicator(f"total_{code}", code, decimals=3) for code in ways]
    made += [
        indicator("ratio", "m0 / m1 * 100"),
        indicator("of_units", "m0 / m2", at="unit", over_units="average", decimals=5),
        indicator("of_units_added", "(m8 - m10) / m3", at="unit", over_units="sum", decimals=5),
        indicator("filled", "if_missing(m4 / m5, 7)", at="unit", over_units="max", decimals=0),
    ]
    asked = tuple(parse_period(code) for code in ("2022-01", "2022-Q2", "2022", "2021..2022"))
    return definitions(ways, *made), Request(asked, ("zone", "who"))

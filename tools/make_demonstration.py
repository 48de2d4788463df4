"""Invents the demonstration's records: projects, certificates and quarterly and annual reports, as CSV files.

Run by hand when the story changes; the files it writes are committed and are what the demonstration loads.
Everything in them is invented. The records are drawn with a recorded seed and then closed so that the sums of the
source's news item come out of them: 43,500 bn VND of new capital in 53 projects, exports of 62.5 bn USD, 18,700 bn VND
for the budget, an average income of 8 m VND and 3,000 new jobs in each of two years.

    python tools/make_demonstration.py
"""

import csv
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src/nhiemky/demonstration/data"
SEED = 20220616
ZONES = ("song-cong-1", "song-cong-2", "diem-thuy", "nam-pho-yen", "yen-binh")
RATES = {"2020": 23_150, "2021": 22_950}  # VND for one USD, kept with each record
QUARTERS = tuple(f"{year}-Q{number}" for year in (2020, 2021) for number in (1, 2, 3, 4))
STEP = 20_000  # USD amounts are multiples of this, so that at both rates they are whole millions of VND

NEW_PROJECTS, OLD_PROJECTS = 53, 12
NEW_CAPITAL = 43_500_000  # million VND
EXPORTS = {"2020": 30_400_000_000, "2021": 32_100_000_000}  # USD
BUDGET = {"2020": 9_150_000, "2021": 9_550_000}  # million VND
JOBS = 3_000
INCOME = Decimal(8)  # million VND a month
PAIR = ("DA002", "DA003")

SECTORS = (
    ("2610", "Linh kiện điện tử"),
    ("2591", "Cơ khí chính xác"),
    ("2220", "Nhựa kỹ thuật"),
    ("1410", "May mặc"),
    ("2410", "Thép hình"),
    ("1702", "Bao bì"),
    ("2100", "Dược liệu"),
    ("2720", "Pin và ắc quy"),
    ("2930", "Phụ tùng ô tô"),
    ("5210", "Kho vận"),
    ("2392", "Vật liệu xây dựng"),
    ("1079", "Thực phẩm"),
)
WORDS = (
    "Bình Minh",
    "Hoa Sim",
    "Sao Khuê",
    "Đồi Chè",
    "Ánh Dương",
    "Mây Trắng",
    "Suối Reo",
    "Lá Xanh",
    "Trăng Non",
    "Gió Nam",
    "Hạt Vàng",
    "Cầu Vồng",
    "Sen Hồng",
    "Phù Sa",
    "Đá Xanh",
    "Nắng Mai",
    "Tre Việt",
    "Cánh Diều",
    "Sông Lam",
    "Thông Reo",
)
COUNTRIES = ("KR", "JP", "CN", "TW", "SG", "DE")


@dataclass
class Project:
    """One invented project; money in USD, or in million VND when `currency` is VND."""

    code: str
    enterprise: str
    tax_code: str
    zone: str
    sector: str
    country: str
    currency: str
    issued: str
    weight: float
    capital: int = 0
    rate: int = 0
    first_quarter: int = 0
    increases: list[tuple[str, int, int]] = field(default_factory=list)

    def in_million_dong(self, amount: int, rate: int) -> int:
        """Whole million VND, exact by the choice of amounts."""
        return amount if self.currency == "VND" else amount * rate // 1_000_000


def invent_projects(draw: random.Random) -> list[Project]:
    """65 projects; the first is the giant of the zones, the last the one that closes the sums."""
    projects = []
    for number in range(1, OLD_PROJECTS + NEW_PROJECTS + 1):
        old = number <= OLD_PROJECTS
        sector, what = SECTORS[0] if number == 1 else draw.choice(SECTORS)
        foreign = number == 1 or (number != OLD_PROJECTS + NEW_PROJECTS and draw.random() < 0.6)
        kind = "Công ty TNHH" if foreign or draw.random() < 0.5 else "Công ty cổ phần"
        name = f"{kind} {what} {WORDS[(number * 7) % len(WORDS)]} {number}"
        place = number - OLD_PROJECTS - 1
        year, month = (2012 + number % 7, 1 + number % 12) if old else (2020 + place // 27, 1 + (place * 12 // 27) % 12)
        projects.append(
            Project(
                code=f"DA{number:03}",
                enterprise=name,
                tax_code=f"00{number:08}",
                zone="yen-binh" if number == 1 else ZONES[number % 5],
                sector=sector,
                country=draw.choice(COUNTRIES) if foreign else "VN",
                currency="USD" if foreign else "VND",
                issued=f"{year}-{month:02}-{5 + number % 20:02}",
                weight=draw.uniform(0.5, 3.0),
                rate=RATES.get(str(year), 21_000) if foreign else 0,
                first_quarter=0 if old else min(8, (year - 2020) * 4 + (month - 1) // 3 + 1),
            )
        )
    return projects


def invent_capital(projects: list[Project], draw: random.Random) -> None:
    """Capital of every project and a few increases; the last project, in VND, closes the sum of the term."""
    left = NEW_CAPITAL
    for project in projects[:-1]:
        if project.currency == "USD":
            project.capital = 20_000 * draw.randint(100, 2_900)
        else:
            project.capital = 500 * draw.randint(100, 2_000)
        if project.code == "DA001":
            project.capital = 2_500_000_000
        if project.first_quarter or project.issued >= "2020":
            left -= project.in_million_dong(project.capital, project.rate)
    for project in projects[1:OLD_PROJECTS:3]:
        amount = 20_000 * draw.randint(500, 2_000) if project.currency == "USD" else 500 * draw.randint(100, 900)
        rate = RATES["2021"] if project.currency == "USD" else 0
        project.increases.append((f"2021-0{draw.randint(2, 9)}-15", amount, rate))
        left -= project.in_million_dong(amount, rate)
    if left <= 0:
        raise SystemExit(f"the capital drawn is {-left} million VND too high: lower the ranges")
    projects[-1].capital = left


def shares(total: int, weights: list[float], step: int) -> list[int]:
    """The total in multiples of `step` by weight; the largest takes what is left."""
    whole = sum(weights)
    parts = [int(total * weight / whole) // step * step for weight in weights]
    parts[weights.index(max(weights))] += total - sum(parts)
    return parts


def at_work(projects: list[Project], quarter: int) -> list[Project]:
    """Projects that report for the quarter."""
    return [project for project in projects if project.first_quarter <= quarter]


def quarterly(projects: list[Project], draw: random.Random) -> list[dict[str, object]]:
    """One row for each project and quarter."""
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for index, period in enumerate(QUARTERS):
        year = period[:4]
        for project in at_work(projects, index):
            age = index - project.first_quarter if project.first_quarter else 8
            pace = min(1.0, 0.15 + age * 0.2)
            workers = 52_000 + 200 * index if project.code == "DA001" else int(project.weight * 260 * pace) + 12
            if project.code in PAIR:
                workers = 480 + 5 * index + (project.code == PAIR[0])
            rows[project.code, period] = {
                "project": project.code,
                "period": period,
                "rate": RATES[year],
                "workers_vn": workers,
                "workers_foreign": max(1, workers // 120),
                "electricity": workers * draw.randint(700, 1_400),
            }
    for year in ("2020", "2021"):
        periods = [period for period in QUARTERS if period.startswith(year)]
        spread_exports(projects, rows, periods, EXPORTS[year], draw)
        spread_budget(projects, rows, periods, BUDGET[year], draw)
        spread_jobs(projects, rows, periods, draw)
    return [rows[key] for key in sorted(rows)]


def present(rows: dict[tuple[str, str], dict[str, object]], projects: Iterable[Project], period: str) -> list[Project]:
    """Projects with a row in the period."""
    return [project for project in projects if (project.code, period) in rows]


def spread_exports(
    projects: list[Project],
    rows: dict[tuple[str, str], dict[str, object]],
    periods: list[str],
    total: int,
    draw: random.Random,
) -> None:
    """Exports, revenue and imports: exporters are the foreign projects; domestic ones sell at home."""
    for period, amount in zip(periods, shares(total, [0.22, 0.24, 0.26, 0.28], STEP), strict=True):
        exporters = [project for project in present(rows, projects, period) if project.currency == "USD"]
        weights = [300.0 if p.code == "DA001" else p.weight * draw.uniform(0.2, 0.6) for p in exporters]
        for project, exports in zip(exporters, shares(amount, weights, STEP), strict=True):
            revenue = exports + STEP * (exports // (STEP * draw.randint(8, 20)))
            rows[project.code, period] |= {
                "exports": exports,
                "revenue": revenue,
                "imports": STEP * (exports * 6 // (10 * STEP)),
                "capital": STEP * draw.randint(0, 60),
            }
        for project in present(rows, projects, period):
            if project.currency == "VND":
                revenue = 10 * draw.randint(300, 6_000)
                rows[project.code, period] |= {
                    "exports": 0,
                    "revenue": revenue,
                    "imports": 0,
                    "capital": 10 * draw.randint(0, 900),
                }


def spread_budget(
    projects: list[Project],
    rows: dict[tuple[str, str], dict[str, object]],
    periods: list[str],
    total: int,
    draw: random.Random,
) -> None:
    """Payments to the budget in each project's own currency; the giant and one domestic project close the sum."""
    for period, amount in zip(periods, shares(total, [1.0, 1.1, 1.2, 1.3], 10), strict=True):
        here = present(rows, projects, period)
        giant, closing = here[0], next(project for project in here if project.currency == "VND")
        rate = int(str(rows[giant.code, period]["rate"]))
        left = amount
        for project in here[1:]:
            foreign = project.currency == "USD"
            paid = STEP * draw.randint(10, 30) if foreign else draw.randint(200, 4_000)
            rows[project.code, period]["budget"] = paid
            left -= project.in_million_dong(paid, rate)
        steps = left // (STEP * rate // 1_000_000)
        rows[giant.code, period]["budget"] = STEP * steps
        left -= STEP * steps * rate // 1_000_000
        rows[closing.code, period]["budget"] = int(str(rows[closing.code, period]["budget"])) + left


def spread_jobs(
    projects: list[Project], rows: dict[tuple[str, str], dict[str, object]], periods: list[str], draw: random.Random
) -> None:
    """New jobs of a year over its rows."""
    keys = [(project.code, period) for period in periods for project in present(rows, projects, period)]
    for key, jobs in zip(keys, shares(JOBS, [draw.uniform(0.1, 1.0) for _ in keys], 1), strict=True):
        rows[key]["jobs"] = jobs


def annual(quarters: list[dict[str, object]], draw: random.Random) -> list[dict[str, object]]:
    """One row for each project and year; average incomes are closed so that the weighted mean of a year is exact."""
    rows: list[dict[str, object]] = []
    for year in ("2020", "2021"):
        last = {row["project"]: row for row in quarters if str(row["period"]).startswith(year)}
        incomes = {code: Decimal(draw.randint(62, 98)) / 10 for code in last}
        workers = {code: int(str(row["workers_vn"])) + int(str(row["workers_foreign"])) for code, row in last.items()}
        close_income(incomes, workers)
        rows += [
            {
                "project": code,
                "year": year,
                "income": incomes[code],
                "profit": draw.randint(5, 90) * STEP,
                "research": draw.randint(0, 9) * STEP,
                "environment": draw.randint(1, 5) * STEP,
            }
            for code in last
        ]
    return rows


def close_income(incomes: dict[object, Decimal], workers: dict[object, int]) -> None:
    """Move incomes by whole thousands of đồng until the weighted mean is INCOME exactly.

    Two old projects differ by one worker: a thousand more in the one and less in the other moves the sum by just one.
    """
    step = Decimal("0.001")

    def missing() -> int:
        return int((INCOME * sum(workers.values()) - sum(incomes[code] * workers[code] for code in incomes)) / step)

    for code in sorted(workers, key=lambda code: (-workers[code], str(code))):
        incomes[code] += step * round(missing() / workers[code])
    left, (more, less) = missing(), PAIR
    if workers[more] != workers[less] + 1 or abs(left) > 100:
        raise SystemExit(f"the incomes do not close: {left} thousand đồng are left")
    incomes[more] += step * left
    incomes[less] -= step * left


def write(name: str, rows: list[dict[str, object]]) -> None:
    """One CSV file, columns as in the first row."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Draw everything and write the files."""
    draw = random.Random(SEED)  # noqa: S311
    projects = invent_projects(draw)
    invent_capital(projects, draw)
    quarters = quarterly(projects, draw)
    write(
        "projects.csv",
        [
            {
                "code": p.code,
                "enterprise": p.enterprise,
                "tax_code": p.tax_code,
                "zone": p.zone,
                "sector": p.sector,
                "country": p.country,
                "currency": p.currency,
            }
            for p in projects
        ],
    )
    numbered = [
        {"project": p.code, "kind": kind, "issued_on": day, "capital": amount, "rate": rate or ""}
        for p in projects
        for kind, day, amount, rate in [
            ("new", p.issued, p.capital, p.rate),
            *(("adjustment", *i) for i in p.increases),
        ]
    ]
    write("certificates.csv", [{"number": f"00{n:08}", **row} for n, row in enumerate(numbered, 1)])
    columns = (
        "project",
        "period",
        "rate",
        "revenue",
        "exports",
        "imports",
        "capital",
        "budget",
        "workers_vn",
        "workers_foreign",
        "jobs",
        "electricity",
    )
    write("quarterly_reports.csv", [{name: row[name] for name in columns} for row in quarters])
    write("annual_reports.csv", annual(quarters, draw))
    print(f"{len(projects)} projects, {len(numbered)} certificates, {len(quarters)} quarterly reports")


if __name__ == "__main__":
    main()

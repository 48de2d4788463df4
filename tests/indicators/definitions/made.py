"""Measures and indicators made by the office for tests."""

MEASURE = """
[women]
unit = "person"
over_time = "last"
over_units = "sum"
name = { vi = "Lao động nữ", en = "Women workers" }
source = { kind = "report", form = "A.III.1", line = "V.2", column = "quarter" }
"""
INDICATOR = """
code = "exports_per_worker"
unit = "USD"
formula = "exports / workers"
decimals = 0
cite = "Quyết định của Ban"
sure = "verified"
effective_from = 2021-04-05
name = { vi = "Xuất khẩu trên một lao động", en = "Exports per worker" }
"""

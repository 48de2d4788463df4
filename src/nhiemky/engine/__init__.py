"""Indicators from a snapshot of facts: Ibis expressions on DuckDB or Spark, finished exactly. It knows no web."""

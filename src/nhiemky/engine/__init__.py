"""Indicators from a snapshot of facts: Ibis expressions on DuckDB or Spark, finished exactly. Knows neither Django nor a database."""

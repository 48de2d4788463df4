"""Periods, measures, formulas and the comparison of what happened with what was resolved. Pure."""

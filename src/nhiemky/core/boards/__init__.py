"""Boards of indicators: what a panel shows, as a table, as pictures and as files."""

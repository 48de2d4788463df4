"""Pages of `organisation`."""

"""Pages of `elections`."""

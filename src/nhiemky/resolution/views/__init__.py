"""Pages of `resolution`."""

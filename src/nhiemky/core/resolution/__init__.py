"""A congress's resolution: its targets, its tasks, how it is adopted and how far it has come. Pure."""

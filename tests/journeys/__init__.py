"""A package, so that the browser of the journeys is closed before other tests ask for the database."""

"""The interface for enterprises' software: the verbs, checks and codes of the pages, described as OpenAPI 3.1."""

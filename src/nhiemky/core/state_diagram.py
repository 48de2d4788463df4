"""States and what leads from one to the next, as a Mermaid diagram for the documentation."""

from collections.abc import Iterable

# Mermaid's name for both ends of every way.
END = "[*]"


def state_diagram(first: str, arrows: Iterable[tuple[str, str, str]]) -> str:
    """A diagram that begins in `first`; each arrow is (from, to, what happens), an empty text on the way to an END."""
    lines = [f"    {before} --> {after}" + (f": {event}" if event else "") for before, after, event in arrows]
    return "\n".join(["stateDiagram-v2", f"    {END} --> {first}", *lines])

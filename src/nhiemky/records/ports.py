"""Questions of a lower room that a higher one answers: imports go one way, and yet a rule can ask upwards."""

from collections.abc import Callable


class UnfilledPortError(RuntimeError):
    """A question was asked before any room had said that it answers it."""


class Port[**P, R]:
    """A function declared in the room that asks; the room above fills it when it starts (`AppConfig.ready`).

    `name` says in errors what is asked.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._answer: Callable[P, R] | None = None

    def fill(self, answer: Callable[P, R]) -> None:
        """Answer from here on with a function; a later one takes the place of an earlier one."""
        self._answer = answer

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask. Raises UnfilledPortError while nobody answers."""
        if self._answer is None:
            raise UnfilledPortError(self._name)
        return self._answer(*args, **kwargs)

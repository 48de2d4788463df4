"""How far a resolution has come: “13/16 chỉ tiêu đạt và vượt”, by status and by group; tasks done and overdue."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.indicators.attainment import Status
from nhiemky.core.indicators.wording import STATUSES
from nhiemky.core.resolution.targets import Group
from nhiemky.core.resolution.tasks import Task, TaskState

_SENTENCE = Bilingual("{reached}/{total} chỉ tiêu đạt và vượt", "{reached} of {total} targets met or exceeded")
_EXCEEDED = Bilingual(", trong đó {exceeded} chỉ tiêu vượt", ", {exceeded} of them exceeded")
_NOT_REACHED = (Status.MISSED, Status.NOT_ENOUGH_DATA, Status.NOT_YET_DUE)
_TASKS = Bilingual("{done}/{total} nhiệm vụ hoàn thành", "{done} of {total} tasks done")
_OVERDUE = Bilingual(", {overdue} nhiệm vụ quá hạn", ", {overdue} overdue")


@dataclass(frozen=True)
class TargetProgress:
    """Counts of targets by status, in all and in each group."""

    by_status: Mapping[Status, int]
    by_group: Mapping[Group, Mapping[Status, int]]

    @property
    def total(self) -> int:
        """All targets."""
        return sum(self.by_status.values())

    @property
    def reached(self) -> int:
        """Targets met or exceeded."""
        return self.by_status[Status.MET] + self.by_status[Status.EXCEEDED]

    def sentence(self, language: Language) -> str:
        """The count in words."""
        words = _SENTENCE.text(language).format(reached=self.reached, total=self.total)
        exceeded = self.by_status[Status.EXCEEDED]
        return words + (_EXCEEDED.text(language).format(exceeded=exceeded) if exceeded else "")

    def others(self, language: Language) -> str:
        """Those that were not met, and why not: “3 chưa đạt, 13 không đủ dữ liệu”; empty when there are none."""
        counts = ((self.by_status[status], STATUSES[status].text(language)) for status in _NOT_REACHED)
        return ", ".join(f"{count} {words}" for count, words in counts if count)


@dataclass(frozen=True)
class TaskProgress:
    """Counts of tasks as of a day."""

    total: int
    done: int
    overdue: int

    def sentence(self, language: Language) -> str:
        """The count in words."""
        words = _TASKS.text(language).format(done=self.done, total=self.total)
        return words + (_OVERDUE.text(language).format(overdue=self.overdue) if self.overdue else "")


def target_progress(results: Iterable[tuple[Group, Status]]) -> TargetProgress:
    """Count the status of each target."""
    listed = list(results)
    groups = {group: _counts(status for each, status in listed if each is group) for group in Group}
    return TargetProgress(_counts(status for _, status in listed), groups)


def task_progress(tasks: Iterable[Task], as_of: date) -> TaskProgress:
    """Count the tasks done, and those overdue as of a day."""
    listed = list(tasks)
    done = sum(task.state is TaskState.DONE for task in listed)
    return TaskProgress(len(listed), done, sum(task.overdue(as_of) for task in listed))


def _counts(statuses: Iterable[Status]) -> Mapping[Status, int]:
    counted = Counter(statuses)
    return {status: counted[status] for status in Status}

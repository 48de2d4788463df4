"""How far a resolution has come."""

from datetime import date

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.attainment import Status
from nhiemky.core.resolution.progress import target_progress, task_progress
from nhiemky.core.resolution.targets import Group
from nhiemky.core.resolution.tasks import Evidence, Task, TaskState

RESULTS = [
    (Group.ECONOMY, Status.EXCEEDED),
    (Group.ECONOMY, Status.MET),
    (Group.SOCIETY, Status.MISSED),
    (Group.PARTY_BUILDING, Status.NOT_YET_DUE),
]


def test_targets_are_counted_in_all_and_in_each_group():
    progress = target_progress(RESULTS)
    assert (progress.reached, progress.total) == (2, 4)
    assert progress.by_group[Group.ECONOMY][Status.MET] == 1
    assert progress.by_group[Group.ENVIRONMENT][Status.MET] == 0
    assert sum(sum(counts.values()) for counts in progress.by_group.values()) == progress.total


def test_the_count_is_said_in_both_languages():
    progress = target_progress(RESULTS)
    assert progress.sentence("vi") == "2/4 chỉ tiêu đạt và vượt, trong đó 1 chỉ tiêu vượt"
    assert progress.sentence("en") == "2 of 4 targets met or exceeded, 1 of them exceeded"
    assert progress.others("en") == "1 missed, 1 not yet due"
    assert target_progress(RESULTS[:2]).others("vi") == ""
    assert target_progress([]).sentence("vi") == "0/0 chỉ tiêu đạt và vượt"


def test_tasks_are_counted_as_of_a_day():
    words = Bilingual("x", "y")
    done = (Evidence("1-BC/CB", date(2022, 1, 1)),)
    tasks = [
        Task(1, words, words, "office", (), date(2022, 6, 30), TaskState.DONE, done),
        Task(2, words, words, "office", (), date(2022, 6, 30)),
        Task(3, words, words, "office", (), date(2022, 12, 31)),
    ]
    assert task_progress(tasks, date(2022, 7, 1)).sentence("vi") == "1/3 nhiệm vụ hoàn thành, 1 nhiệm vụ quá hạn"
    assert task_progress(tasks, date(2022, 6, 30)).sentence("en") == "1 of 3 tasks done"

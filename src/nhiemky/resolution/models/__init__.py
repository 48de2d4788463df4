"""A congress's resolution, its targets and tasks, and what is done about them afterwards."""

from nhiemky.resolution.models.choices import FROZEN_STATES, Baseline, Direction, Group, Shape, State, TaskState
from nhiemky.resolution.models.resolutions import Amendment, Resolution, require_draft, stored_state
from nhiemky.resolution.models.targets import MilestoneStatement, OtherBaseline, Target
from nhiemky.resolution.models.tasks import Cooperation, Evidence, ProgressNote, Task

__all__ = [
    "FROZEN_STATES",
    "Amendment",
    "Baseline",
    "Cooperation",
    "Direction",
    "Evidence",
    "Group",
    "MilestoneStatement",
    "OtherBaseline",
    "ProgressNote",
    "Resolution",
    "Shape",
    "State",
    "Target",
    "Task",
    "TaskState",
    "require_draft",
    "stored_state",
]

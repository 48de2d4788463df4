"""What this room refuses beyond the rules of the core, and how any problem is said on a page."""

from django.utils.encoding import force_str

from nhiemky.core.indicators.problems import Catalogue, Problem, Refused
from nhiemky.resolution.models import State, TaskState
from nhiemky.ui.language import say

PROBLEMS = Catalogue(
    {
        "R01": (
            "lời văn riêng phải ghi đúng mức “{value}”",
            "the own wording must contain the value as written, “{value}”",
        ),
        "R02": (
            "kỳ của chỉ tiêu phải kết thúc sau khi bắt đầu",
            "the period of a target must end after it begins",
        ),
        "R03": ("hãy chọn đơn vị tính", "choose the unit of measure"),
        "R04": ("hãy ghi lý do thay thế nghị quyết", "write why the resolution is replaced"),
        "R05": (
            "chỉ nghị quyết đã thông qua và chưa bị thay thế mới có nghị quyết thay thế",
            "only an adopted resolution without a successor can be given one",
        ),
        "R06": (
            "nhiệm vụ chỉ được theo dõi sau khi nghị quyết được thông qua",
            "a task is followed up once its resolution is adopted",
        ),
        "R07": (
            "nghị quyết không còn là dự thảo nên không sửa được lời văn",
            "the resolution is no draft any more, so its text cannot be changed",
        ),
        "R08": ("hãy ghi người ký thay mặt đoàn chủ tịch", "write who signs for the presidium"),
    }
)


problem = PROBLEMS.problem

__all__ = ["Problem", "Refused", "problem", "sentence"]


def sentence(problem: Problem) -> str:
    """The problem in the reader's language, its first letter a capital, with names instead of codes."""
    said = say(problem)
    for choices in (State, TaskState):
        for code, label in choices.choices:
            said = said.replace(f"“{code}”", f"“{force_str(label)}”")
    return said[:1].upper() + said[1:] + "."

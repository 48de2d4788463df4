"""The numbered problems of targets, tasks, amendments and of a resolution's way to adoption."""

from nhiemky.core.indicators.problems import Catalogue

RESOLUTION_PROBLEMS = Catalogue(
    {
        "T01": ("chỉ tiêu cần có tên bằng cả hai thứ tiếng", "a target needs a name in both languages"),
        "T02": ("số thứ tự {number} được dùng hai lần", "number {number} is used twice"),
        "T03": (
            "các phần của cơ cấu “{whole}” cộng lại được {total}%, không phải 100%",
            "the parts of “{whole}” add up to {total}%, not 100%",
        ),
        "T11": ("nhiệm vụ cần có đơn vị chủ trì", "a task needs a lead unit"),
        "T12": (
            "đơn vị chủ trì không thể đồng thời là đơn vị phối hợp",
            "the lead unit cannot also be a cooperating unit",
        ),
        "T13": ("nhiệm vụ “{state}” không thể chuyển sang “{to}”", "a task that is {state} cannot become {to}"),
        "T14": ("hoàn thành nhiệm vụ phải có minh chứng", "a task is done with evidence only"),
        "N01": ("nghị quyết {state} thì không thể {event}", "a resolution that is {state} cannot be {event}"),
        "N02": ("nghị quyết chưa có chỉ tiêu hoặc nhiệm vụ nào", "the resolution has neither targets nor tasks"),
        "N03": (
            "tổng số phiếu {counted} lớn hơn số người dự {present}",
            "{counted} votes were counted but only {present} are present",
        ),
        "N04": ("số người biểu quyết không thể âm", "a number of voters cannot be negative"),
        "N05": (
            "không có nội dung “{old}” trong văn bản đang sửa",
            "the text under amendment does not contain “{old}”",
        ),
        "N06": (
            "nghị quyết đã thông qua không sửa được; cần một nghị quyết thay thế",
            "an adopted resolution is frozen; it takes a successor to change it",
        ),
    }
)

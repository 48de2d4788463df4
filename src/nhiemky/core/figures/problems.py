"""Numbered problems of a facts file."""

from nhiemky.core.vietnamese.problems import Problem

_SENTENCES: dict[str, tuple[str, str]] = {
    "FIG-01": ("phải là một danh sách JSON các sự kiện số.", "must be a JSON list of facts."),
    "FIG-02": ("mục {row} phải là một đối tượng JSON.", "entry {row} must be a JSON object."),
    "FIG-03": ("mục {row} thiếu trường “{field}”.", "entry {row} lacks the field “{field}”."),
    "FIG-04": ("mục {row} có trường lạ “{field}”.", "entry {row} has an unknown field “{field}”."),
    "FIG-05": (
        "mục {row}, trường “{field}” phải là một chuỗi không rỗng.",
        "entry {row}, field “{field}” must be a text that is not empty.",
    ),
    "FIG-06": (
        'mục {row}, trường “value” là “{text}”; hãy viết số thập phân theo đơn vị gốc, như "43500000000000".',
        'entry {row}, field “value” is “{text}”; write a decimal number in the base unit, as "43500000000000".',
    ),
    "FIG-07": (
        "mục {row} lặp lại khóa “{key}” của mục {first}.",
        "entry {row} repeats the key “{key}” of entry {first}.",
    ),
    "FIG-08": (
        "không phải là JSON hợp lệ ở dòng {line}, cột {column}.",
        "is not valid JSON at line {line}, column {column}.",
    ),
}

CODES = tuple(_SENTENCES)
"""Every code in use."""


def problem(code: str, **values: object) -> Problem:
    """Fill the sentences of a code; they go on from the name of the file, which the caller puts before them."""
    vi, en = _SENTENCES[code]
    return Problem(code, vi.format(**values), en.format(**values))

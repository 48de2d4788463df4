"""Numbered problems that only stored reports can have; those of figures and states are in `core.reporting`."""

from nhiemky.core.indicators.problems import Catalogue

REPORT_PROBLEMS = Catalogue(
    {
        "P02": (
            "tỷ giá phải là số lớn hơn 0 (VND cho 1 USD)",
            "the rate must be a number above 0 (VND for 1 USD)",
        ),
        "P03": (
            "{who} đã lưu báo cáo này sau khi bạn mở; số của bạn vẫn ở dưới, hãy so lại rồi lưu lần nữa",
            "{who} saved this report after you opened it; your figures are kept below, compare and save again",
        ),
        "P04": (
            "dự án đã có báo cáo biểu {form} kỳ {period}",
            "the project already has a report on form {form} for {period}",
        ),
        "P05": (
            "dự án không phải gửi biểu {form} kỳ {period}",
            "the project does not have to send form {form} for {period}",
        ),
        "P06": (
            "người duyệt phải là chuyên viên quản lý khu công nghiệp của Ban",
            "the report must be accepted by a zones officer of the board",
        ),
        "P07": (
            "đã có bản đính chính của báo cáo này",
            "there already is a correction of this report",
        ),
        "P08": ("đính chính phải nêu lý do", "a correction is opened with a reason"),
        "P09": (
            "chỉ xóa được bản nháp chưa từng gửi",
            "only a draft that was never submitted can be discarded",
        ),
        "P10": (
            "phải xác nhận trước khi gửi",
            "confirm before submitting",
        ),
    }
)

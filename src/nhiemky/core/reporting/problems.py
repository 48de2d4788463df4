"""The numbered problems of report forms, of entry, of checks and of a report's way to acceptance."""

from nhiemky.core.indicators.problems import Catalogue

REPORTING_PROBLEMS = Catalogue(
    {
        "M01": (
            "dòng “{line}” ghi dòng cha “{parent}” không có",
            "line “{line}” names a parent “{parent}” that is not there",
        ),
        "M02": ("trùng mã “{code}”", "the code “{code}” is used twice"),
        "M03": ("không có cột “{column}”", "there is no column “{column}”"),
        "M04": (
            "dòng tổng “{line}” có dòng con “{child}” khác đơn vị",
            "the total “{line}” has a child “{child}” in another unit",
        ),
        "M05": ("dòng tổng “{line}” không có dòng con", "the total “{line}” has no lines to add"),
        "M06": ("quy tắc nhắc dòng “{line}” không có trên biểu", "a rule names line “{line}”, which the form lacks"),
        "E01": (
            "“{typed}” không phải là số viết theo kiểu đã chọn ({example})",
            "“{typed}” is not a number in the declared format ({example})",
        ),
        "E02": ("dòng “{line}” không có ô ở cột “{column}”", "line “{line}” has no cell in column “{column}”"),
        "E03": (
            "số có quá nhiều chữ số (tối đa {whole} trước và {decimals} sau dấu thập phân)",
            "the number is too long (at most {whole} digits before and {decimals} after the decimal mark)",
        ),
        "E04": ("“{field}” bắt buộc phải ghi", "“{field}” is required"),
        "E05": (
            "“{typed}” không phải là ngày; viết như 31/01/2022",
            "“{typed}” is not a date; write it like 31/01/2022",
        ),
        "R01": (
            "“{line}” bắt buộc phải có số liệu; nếu bằng không thì ghi 0",
            "“{line}” is required; write 0 if it is none",
        ),
        "R02": ("“{line}” không được âm", "“{line}” cannot be negative"),
        "R03": ("“{line}” phải là số nguyên", "“{line}” must be a whole number"),
        "R04": (
            "“{line}” là {stated} nhưng các dòng con cộng lại được {computed}",
            "“{line}” is {stated} but its lines add up to {computed}",
        ),
        "R05": (
            "lũy kế từ đầu năm của “{line}” là {stated}; kỳ trước cộng quý này được {computed}",
            "the year to date of “{line}” is {stated}; the earlier figure plus this quarter gives {computed}",
        ),
        "R06": (
            "lũy kế từ khi cấp phép của “{line}” giảm từ {earlier} xuống {stated}",
            "“{line}” since the certificate falls from {earlier} to {stated}",
        ),
        "R07": (
            "“{line}” là {stated}, ngoài khoảng thường gặp {low}–{high}",
            "“{line}” is {stated}, outside the usual {low}–{high}",
        ),
        "R08": ("có “{when}” nhưng không có “{then}”", "there is “{when}” but no “{then}”"),
        "R09": (
            "lũy kế từ khi cấp phép của “{line}” ({stated}) nhỏ hơn số trong kỳ ({smaller})",
            "“{line}” since the certificate ({stated}) is less than in the period ({smaller})",
        ),
        "S01": (
            "báo cáo đang ở trạng thái “{state}” nên không thể {event}",
            "a report that is {state} cannot be {event}",
        ),
        "S02": ("còn lỗi phải sửa trước khi gửi", "there are errors to correct before submitting"),
        "S03": (
            "người duyệt phải khác người gửi",
            "the report must be accepted by another person than the one who sent it",
        ),
        "S04": ("trả lại phải nêu lý do", "a report is returned with a reason"),
        "S05": (
            "chưa đến kỳ báo cáo; nhận từ ngày {opens}",
            "the report is not open yet; it opens on {opens}",
        ),
        "X01": (
            "“{line}” cần tỷ giá để quy đổi ra {currency}; báo cáo không ghi tỷ giá",
            "“{line}” needs an exchange rate to become {currency}; the report states none",
        ),
    }
)

"""Numbered problems of certificates."""

from nhiemky.core.indicators.problems import Catalogue

ZONE_PROBLEMS = Catalogue(
    {
        "Z01": (
            "dự án phải bắt đầu bằng giấy chứng nhận cấp mới",
            "a project begins with a new certificate",
        ),
        "Z02": (
            "dự án đã có giấy chứng nhận cấp mới ngày {day}; hãy ghi điều chỉnh",
            "the project already has a new certificate of {day}; record an adjustment",
        ),
        "Z03": (
            "dự án đã bị thu hồi ngày {day}; không ghi thêm được",
            "the project was revoked on {day}; nothing can follow",
        ),
        "Z04": (
            "ngày cấp trước giấy chứng nhận gần nhất ({day}); hãy kiểm tra lại ngày",
            "the day lies before the latest certificate ({day}); check the day",
        ),
        "Z05": (
            "giảm quá số vốn đăng ký đang có bằng {currency}; chỉ còn {left}",
            "this takes more than the capital registered in {currency}; there is only {left}",
        ),
        "Z06": (
            "vốn đăng ký của giấy chứng nhận cấp mới phải lớn hơn 0",
            "the registered capital of a new certificate must be above 0",
        ),
        "Z07": (
            "số tiền USD cần tỷ giá (VND cho 1 USD, lớn hơn 0) ghi cùng giấy chứng nhận",
            "an amount in USD needs the rate (VND for 1 USD, above 0) kept with the certificate",
        ),
        "Z08": (
            "số tiền VND không có tỷ giá; hãy để trống",
            "an amount in VND has no rate; leave it empty",
        ),
        "Z09": (
            "quyết định thu hồi không ghi số tiền: toàn bộ vốn còn lại hết hiệu lực",
            "a revocation states no amount: all capital left lapses",
        ),
    }
)

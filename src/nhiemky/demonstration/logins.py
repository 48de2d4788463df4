"""The demonstration's accounts: each role has one, tellers three, officers of zones two; the password is no secret."""

from typing import NamedTuple

PASSWORD = "nhiemky-trinhdien"  # noqa: S105  printed by `./run demo` and shown on the demonstration's log-in page


class Login(NamedTuple):
    """An account: the role and unit are codes, the member is a code of members.csv."""

    username: str
    role: str
    unit: str
    full_name: str
    member: str = ""


LOGINS = (
    Login("vanthu", "clerk", "chi-bo-ban", "Lê Thị Châu", "003"),
    Login("chutich", "presidium", "chi-bo-ban", "Trần Văn Bình", "002"),
    Login("kiemphieu1", "teller", "chi-bo-ban", "Đỗ Thị Hạnh", "009"),
    Login("kiemphieu2", "teller", "chi-bo-ban", "Hồ Ngọc Hiếu", "010"),
    Login("kiemphieu3", "teller", "chi-bo-ban", "Phan Thanh Long", "016"),
    Login("dangvien", "member", "chi-bo-ban", "Hoàng Thị Đào", "005"),
    Login("ketoan", "reporter", "ban-quan-ly", "Nguyễn Thị Kế"),
    Login("khucongnghiep", "zones_officer", "ban-quan-ly", "Bùi Quang Hải", "008"),
    Login("khucongnghiep2", "zones_officer", "ban-quan-ly", "Vũ Thị Nghiệp"),
    Login("bientap", "editor", "ban-quan-ly", "Phạm Minh Dũng", "004"),
    Login("captren", "superior", "dang-bo-kcn", "Nguyễn Văn Thượng"),
    Login("kiemtoan", "auditor", "dang-bo-kcn", "Trần Thị Soát"),
    Login("quantri", "administrator", "dang-bo-kcn", "Lê Văn Quản"),
)

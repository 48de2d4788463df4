import pytest

from nhiemky.core.vietnamese.dates import Term
from nhiemky.printing import party
from nhiemky.printing.document import Signature


def test_a_party_number_has_no_colon_and_a_hyphen_before_the_kind() -> None:
    assert party.party_number(12, party.RESOLUTION, "ĐH") == "Số 12-NQ/ĐH"
    assert party.party_number(3, party.REPORT, "CU") == "Số 03-BC/CU"


def test_a_party_number_starts_at_one() -> None:
    with pytest.raises(ValueError, match="not 0"):
        party.party_number(0, party.RESOLUTION, "ĐH")


def test_the_congress_itself_issues_its_papers() -> None:
    header = party.congress_header(
        superior="Đảng bộ các Khu công nghiệp",
        organisation="Chi bộ Ban Quản lý",
        ordinal=8,
        term=Term(2020, 2025),
        place="Thái Nguyên",
    )
    assert header.superior == "ĐẢNG BỘ CÁC KHU CÔNG NGHIỆP"
    assert header.issuer == ("CHI BỘ BAN QUẢN LÝ", "ĐẠI HỘI LẦN THỨ VIII", "NHIỆM KỲ 2020 - 2025")
    assert header.number == ""


def test_party_papers_sign_on_behalf_of_a_body_with_a_slash() -> None:
    assert party.on_behalf_of(party.COUNTING_COMMITTEE, party.HEAD_OF_COMMITTEE, "Phạm Thị Lan") == Signature(
        "T/M BAN KIỂM PHIẾU", "TRƯỞNG BAN", "Phạm Thị Lan"
    )

import pytest

from nhiemky.printing.document import Column, Fingerprint, Heading, NumberedList, Signature, Signatures, Table, runs
from tests.printing import papers


def test_a_row_with_a_missing_cell_is_refused_by_its_number() -> None:
    with pytest.raises(ValueError, match=r"Row 2 of the table has 1 cells; it needs 2\."):
        Table((Column("TT"), Column("Họ và tên")), (("1", "Nguyễn Thị An"), ("2",)))


def test_a_table_without_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one column"):
        Table((), ())


def test_a_column_without_width_is_refused_by_its_title() -> None:
    with pytest.raises(ValueError, match="“Số phiếu” has a share of 0"):
        Column("Số phiếu", 0)


@pytest.mark.parametrize("level", [0, 3])
def test_a_heading_has_one_of_two_levels(level: int) -> None:
    with pytest.raises(ValueError, match=f"not {level}"):
        Heading("I- CHỈ TIÊU", level)


def test_a_list_cannot_start_below_one() -> None:
    with pytest.raises(ValueError, match="1 or later, not 0"):
        NumberedList((runs("một"),), start=0)


@pytest.mark.parametrize("count", [0, 3])
def test_a_paper_is_closed_by_one_or_two_columns_of_signatures(count: int) -> None:
    with pytest.raises(ValueError, match=f"not {count}"):
        Signatures((Signature("T/M ĐOÀN CHỦ TỊCH", "", "Đỗ Hữu Thành"),) * count)


@pytest.mark.parametrize("digest", ["", "0" * 63, "0" * 65, "A" * 64, "g" * 64, "0" * 64 + "\n"])
def test_only_a_whole_lower_case_sha_256_is_a_fingerprint(digest: str) -> None:
    with pytest.raises(ValueError, match="is not a SHA-256"):
        Fingerprint("Mã băm", digest)


def test_the_place_stands_before_the_official_date() -> None:
    assert papers.paper().place_and_date == "Thái Nguyên, ngày 16 tháng 6 năm 2022"

"""Whole papers that exercise every block. All persons and figures in them are invented."""

from datetime import date

from nhiemky.core.vietnamese.dates import Term
from nhiemky.printing import party, state
from nhiemky.printing.document import (
    Align,
    Block,
    Column,
    Document,
    Fingerprint,
    Heading,
    KeyValues,
    NumberedList,
    PageBreak,
    Paragraph,
    PartyHeader,
    Recipients,
    Signature,
    Signatures,
    StateHeader,
    Table,
    bold,
    italic,
    runs,
)

DAY = date(2022, 6, 16)
SHA256 = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"
OTHER_SHA256 = "ab" * 32
HOSTILE = '#read("/etc/passwd") *bold* _under_ <b>b</b> $x^2$ @ref `raw` \\u{41} [x] // & "q" -- ~ #panic() = H'

CANDIDATES = (
    ("Nguyễn Thị Hoài An", "27", "96,43%"),
    ("Trần Quốc Bảo", "25", "89,29%"),
    ("Hoàng Phủ Ngọc Thủy Tiên Bạch Nguyệt Quế Chi", "24", "85,71%"),
    ("Đặng Văn Đức", "13", "46,43%"),
    ("Lê Khánh Huyền", "26", "92,86%"),
    ("Ưng Hoàng Yến", "22", "78,57%"),
)


def header(number: str = "") -> PartyHeader:
    return party.congress_header(
        superior="Đảng bộ các Khu công nghiệp Thái Nguyên",
        organisation="Chi bộ Ban Quản lý các Khu công nghiệp",
        ordinal=8,
        term=Term(2020, 2025),
        place="Thái Nguyên",
        number=number,
    )


def paper(
    *blocks, title: str = "BIÊN BẢN", subject: str = "", fingerprints: tuple[Fingerprint, ...] = (), head=None
) -> Document:
    return Document(head or header(), title, subject, DAY, blocks, fingerprints)


def candidates_table() -> Table:
    return Table(
        columns=(Column("TT", 1, Align.CENTER), Column("Họ và tên", 5), Column("Ghi chú", 3)),
        rows=tuple((str(place), name, "") for place, (name, _, _) in enumerate(CANDIDATES, start=1)),
    )


def votes_table(rows: tuple[tuple[str, str, str], ...]) -> Table:
    return Table(
        columns=(
            Column("TT", 1, Align.CENTER),
            Column("Họ và tên", 5),
            Column("Số phiếu", 2, Align.RIGHT),
            Column("Tỷ lệ so với đảng viên chính thức được triệu tập", 3, Align.RIGHT),
        ),
        rows=tuple((str(place), *row) for place, row in enumerate(rows, start=1)),
    )


def hostile_paper() -> Document:
    """The hostile text in every place that takes text."""
    head = PartyHeader(HOSTILE, (HOSTILE,), HOSTILE, HOSTILE)
    blocks = (
        Heading(HOSTILE),
        Paragraph(runs(HOSTILE, bold(HOSTILE), italic(HOSTILE))),
        NumberedList((runs(HOSTILE),)),
        Table((Column(HOSTILE),), ((HOSTILE,),)),
        KeyValues(((HOSTILE, HOSTILE),)),
        Signatures((Recipients((HOSTILE,)), Signature(HOSTILE, HOSTILE, HOSTILE))),
    )
    return Document(head, HOSTILE, HOSTILE, DAY, blocks, (Fingerprint(HOSTILE, SHA256),))


# The footer apart, which is on every page.
HOSTILE_PLACES = 19


def minutes_of_count() -> Document:
    """The fifteen fields of reference 1.10, as the apps will fill them."""
    return Document(
        header=header(),
        title="BIÊN BẢN KIỂM PHIẾU",
        subject="Bầu Ban Chi ủy khóa VIII, nhiệm kỳ 2020 - 2025",
        dated=DAY,
        blocks=(*_before_the_count(), *_the_count(), *_after_the_count()),
        fingerprints=(
            Fingerprint("Mã băm của kết quả đã công bố", SHA256),
            Fingerprint("Mã băm của tệp phiếu đã công bố", OTHER_SHA256),
        ),
    )


def _before_the_count() -> tuple[Block, ...]:
    return (
        Paragraph(runs("Căn cứ Quy chế bầu cử trong Đảng ban hành kèm theo ", bold("Quyết định số 244-QĐ/TW"), ";")),
        Paragraph(runs("Đại hội đã bầu bằng phiếu kín; Ban Kiểm phiếu lập biên bản như sau:")),
        Heading("1. Số lượng và danh sách bầu cử"),
        KeyValues((("Số lượng cần bầu đã được đại hội biểu quyết", "05 đồng chí"),)),
        candidates_table(),
        Heading("2. Ban Kiểm phiếu"),
        NumberedList(
            (
                runs("Đồng chí Phạm Thị Lan, Trưởng ban"),
                runs("Đồng chí Vũ Minh Khôi, thành viên"),
                runs("Đồng chí Lý A Sử, thành viên"),
            )
        ),
    )


def _the_count() -> tuple[Block, ...]:
    elected = tuple(sorted((row for row in CANDIDATES if int(row[1]) > 14), key=lambda row: -int(row[1])))
    return (
        Heading("3. Tình hình bỏ phiếu"),
        KeyValues(
            (
                ("Tổng số đảng viên chính thức được triệu tập", "28"),
                ("Số đảng viên chính thức có mặt khi bầu cử", "28"),
                ("Số đảng viên chính thức vắng mặt khi bầu cử", "0"),
                ("Số phiếu phát ra", "28"),
                ("Số phiếu thu về", "28"),
                ("Số phiếu hợp lệ", "27"),
                ("Số phiếu không hợp lệ (bầu quá số lượng quy định)", "1"),
            )
        ),
        Heading("4. Kết quả"),
        Heading("a) Kết quả theo thứ tự trên phiếu bầu", level=2),
        votes_table(CANDIDATES),
        Heading("b) Danh sách trúng cử", level=2),
        votes_table(elected),
    )


def _after_the_count() -> tuple[Block, ...]:
    ended = "Biên bản lập xong hồi 10 giờ 45 phút cùng ngày, thành 03 bản, "
    return (
        Paragraph(runs(ended, italic("đã đọc trước đại hội"), ".")),
        Signatures(
            (
                party.on_behalf_of(party.PRESIDIUM, party.CHAIR, "Đỗ Hữu Thành"),
                party.on_behalf_of(party.COUNTING_COMMITTEE, party.HEAD_OF_COMMITTEE, "Phạm Thị Lan"),
            )
        ),
    )


def resolution() -> Document:
    """Sixteen targets in a table over two pages, eleven tasks in a list, recipients beside the signature."""
    targets = tuple(
        (
            str(number),
            f"Chỉ tiêu cơ bản số {number} của nhiệm kỳ, nêu rõ đơn vị tính và thời hạn",
            f"{number * 1000:,}".replace(",", "."),
        )
        for number in range(1, 17)
    )
    return Document(
        header=header(party.party_number(1, party.RESOLUTION, "ĐH")),
        title="NGHỊ QUYẾT",
        subject="Đại hội Chi bộ Ban Quản lý các Khu công nghiệp lần thứ VIII",
        dated=DAY,
        blocks=(
            Heading("I- CHỈ TIÊU"),
            Table((Column("TT", 1, Align.CENTER), Column("Chỉ tiêu", 7), Column("Mức", 2, Align.RIGHT)), targets),
            Heading("II- NHIỆM VỤ, GIẢI PHÁP"),
            NumberedList(
                tuple(
                    runs(f"Nhiệm vụ cụ thể số {number}, nêu rõ đơn vị chủ trì, đơn vị phối hợp và thời hạn hoàn thành.")
                    for number in range(1, 12)
                )
            ),
            PageBreak(),
            Heading("III- TỔ CHỨC THỰC HIỆN"),
            NumberedList(
                (runs("Chi ủy khóa mới tổ chức thực hiện."), runs("Đảng viên ", bold("gương mẫu"), " chấp hành.")),
                start=12,
            ),
            Signatures(
                (
                    Recipients(("Đảng ủy các Khu công nghiệp,", "Các tổ đảng,", "Lưu.")),
                    party.on_behalf_of(party.PRESIDIUM, party.CHAIR, "Đỗ Hữu Thành"),
                )
            ),
        ),
        fingerprints=(Fingerprint("Mã băm của nghị quyết đã thông qua", SHA256),),
    )


def state_report() -> Document:
    return Document(
        header=StateHeader(
            "ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN",
            ("BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP",),
            state.state_number(12, "BC", "BQL"),
            "Thái Nguyên",
        ),
        title="BÁO CÁO",
        subject="Tình hình các khu công nghiệp quý II năm 2022",
        dated=DAY,
        blocks=(
            Paragraph(runs("Kính gửi: ", bold("Ủy ban nhân dân tỉnh")), Align.CENTER),
            Paragraph(runs("Nội dung báo cáo gồm các số liệu đã được kiểm tra. " * 12)),
            Signatures(
                (
                    Recipients(("Như trên;", "Lưu: VT.")),
                    state.on_behalf_of("BAN QUẢN LÝ", "TRƯỞNG BAN", "Ngô Gia Tự Do"),
                )
            ),
        ),
    )

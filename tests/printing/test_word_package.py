import io
import zipfile

from nhiemky.printing.word_package import fixed_package


def package(day: int) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name in ("b.xml", "a.xml"):
            target.writestr(zipfile.ZipInfo(name, (2022, 6, day, 10, 45, 0)), name * 50)
    return written.getvalue()


def test_packages_saved_on_different_days_become_one() -> None:
    assert package(16) != package(17)
    assert fixed_package(package(16)) == fixed_package(package(17))


def test_parts_keep_their_order_and_their_bytes() -> None:
    fixed = zipfile.ZipFile(io.BytesIO(fixed_package(package(16))))
    assert fixed.namelist() == ["b.xml", "a.xml"]
    assert fixed.read("b.xml") == b"b.xml" * 50

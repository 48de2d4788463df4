"""A DOCX package whose bytes depend on nothing but its parts."""

import io
import zipfile

# The earliest moment a ZIP entry can bear.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def fixed_package(package: bytes) -> bytes:
    """The same parts in the same order, each entry with one fixed time and no trace of the system that wrote it."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return written.getvalue()

"""What is written is a workbook as Excel writes them; no Excel runs here, so the Open XML SDK's rules judge."""

import pytest
from openxml_audit import FileFormat, OpenXmlValidator, ValidationSeverity

from nhiemky.core.reporting.workbook.layout import Kind
from nhiemky.records import clock
from tests.reporting import filing
from tests.reporting.workbooks.paper import paper
from tests.zones import register as registers

# Every file of openpyxl has its fonts' properties in this order, and Excel opens every one.
ORDER_OF_OPENPYXL = "/styleSheet[1]/fonts[1]/"


@pytest.mark.parametrize("kind", Kind)
def test_excel_has_nothing_to_repair(kind, house, tmp_path):
    file = tmp_path / "bao-cao.xlsx"
    with clock.at(filing.IN_APRIL):
        file.write_bytes(paper(registers.register(house), kind).downloaded)
    found = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(file).errors
    errors = [each for each in found if each.severity is ValidationSeverity.ERROR]
    assert [each for each in errors if not each.path.startswith(ORDER_OF_OPENPYXL)] == []

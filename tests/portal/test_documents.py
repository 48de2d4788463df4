from nhiemky.portal.models import OfficialDocument
from nhiemky.records.models import Event


def test_official_documents_are_recorded(db: None) -> None:
    document = OfficialDocument(number="1/KH", issued_on="2022-01-01", issuer="Ban", kind="plan", subject_vi="Kế hoạch")
    document.save()
    document.delete()
    assert list(Event.objects.order_by("sequence").values_list("verb", flat=True)) == [
        "portal.document_saved",
        "portal.document_deleted",
    ]

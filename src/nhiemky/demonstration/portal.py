"""The demonstration's portal: pages in both languages from published figures, and the counter's start value."""

from nhiemky.demonstration.organisation import ADDRESS
from nhiemky.organisation.models import Unit
from nhiemky.portal import setup

# The real office's public contact, as its page shows it, and what its counter showed then.
CONTACT: dict[str, str | int] = {
    "name_vi": "Ban Quản lý các Khu công nghiệp Thái Nguyên (bản trình diễn)",
    "name_en": "Thai Nguyen Industrial Zones Management Board (demonstration)",
    "address_vi": ADDRESS["address"],
    "address_en": "Bach Quang ward, Song Cong city, Thai Nguyen province",
    "telephone": ADDRESS["telephone"],
    "fax": ADDRESS["fax"],
    "email": ADDRESS["email"],
    "website": ADDRESS["website"],
    "visits_before": 1_325_237,
}


def build() -> None:
    """Home, news, unit pages, documents and statistics."""
    setup.build(Unit.objects.get(code="ban-quan-ly"), Unit.objects.get(code="chi-bo-ban"), CONTACT)

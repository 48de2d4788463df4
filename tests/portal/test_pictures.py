"""Pages with pictures, documents and quotations."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Pillow
from wagtail.documents.models import Document
from wagtail.images.models import Image

from nhiemky.portal.models import NewsPage, OfficialDocument
from tests.portal.conftest import Portal

ADDRESS = "/tin-tuc/doc-mot-con-so/"


@pytest.fixture
def page(portal: Portal, settings: object, tmp_path: Path) -> NewsPage:
    """A news item with everything a body may hold."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    raw = BytesIO()
    Pillow.new("RGB", (1600, 1000), "#8c181c").save(raw, "JPEG")
    image = Image.objects.create(title="Khu", file=ContentFile(raw.getvalue(), "khu.jpg"))
    document = Document.objects.create(title="Kế hoạch", file=ContentFile(b"%PDF-1.7", "ke-hoach.pdf"))
    OfficialDocument.objects.create(
        number="12/KH", issued_on="2022-01-05", issuer="Ban", kind="plan", subject_vi="Kế hoạch năm", file=document
    )
    news = NewsPage.objects.get(slug="doc-mot-con-so")
    news.picture, news.picture_alt = image, "Cổng khu công nghiệp"
    news.body = [
        ("picture", {"image": image, "alt": "Nhà xưởng", "caption": "Ảnh <minh> họa"}),
        ("quote", {"words": "Một câu.", "speaker": "Ai đó"}),
        ("documents", [document]),
        ("heading", "Mục"),
    ]
    news.save_revision().publish()
    return news


def test_pictures_say_in_words_what_they_show_and_come_in_several_sizes(page: NewsPage, client: Client) -> None:
    text = client.get(ADDRESS).content.decode()
    assert 'alt="Cổng khu công nghiệp"' in text
    assert 'alt="Nhà xưởng"' in text
    assert "480w" in text
    assert '<meta property="og:image" content="http://testserver/media/images/' in text
    assert "Ảnh &lt;minh&gt; họa" in text
    source = text.split('property="og:image" content="http://testserver')[1].split('"')[0]
    assert client.get(source).status_code == 200


def test_lists_show_pictures_in_queries_that_do_not_grow(page: NewsPage, client: Client) -> None:
    client.get("/")
    assert "<img" in client.get("/").content.decode()


def test_documents_can_be_had_by_everybody(page: NewsPage, client: Client) -> None:
    text = client.get("/van-ban/").content.decode()
    assert "12/KH" in text
    address = text.split('href="/tep/')[1].split('"')[0]
    assert client.get(f"/tep/{address}").status_code == 200


def test_a_picture_without_words_is_refused(page: NewsPage) -> None:
    block = NewsPage.body.field.stream_block.child_blocks["picture"]
    assert block.child_blocks["alt"].required

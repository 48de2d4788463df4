"""A small grey page and the containers scanners put it into."""

from io import BytesIO

import cv2
import numpy as np
import pikepdf
from PIL import Image

HEIGHT, WIDTH = 240, 170


def grey_page(seed=1):
    """A page with print and a scanner's noise; no two seeds are alike."""
    page = np.full((HEIGHT, WIDTH), 240, np.uint8)
    for row in range(30, HEIGHT - 20, 30):
        cv2.putText(page, f"Nguyen {seed}", (12, row), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 40, 2, cv2.LINE_AA)
    noise = np.random.default_rng(seed).normal(0, 4, page.shape)
    return np.clip(page + noise, 0, 255).astype(np.uint8)


def colour_page(seed=1):
    page = cv2.cvtColor(grey_page(seed), cv2.COLOR_GRAY2BGR)
    cv2.line(page, (15, 100), (150, 110), (160, 60, 20), 3, cv2.LINE_AA)
    return page


def jpeg(page):
    return cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


def decoded(data):
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_ANYCOLOR)


def picture(page):
    return Image.fromarray(page if page.ndim == 2 else page[:, :, ::-1])


def saved(image, kind, **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


class PdfPages:
    """A PDF built picture by picture, as a scanner's driver writes it."""

    def __init__(self):
        self.pdf = pikepdf.new()

    def stream(self, data, page, **entries):
        height, width = page.shape[:2]
        space = pikepdf.Name.DeviceGray if page.ndim == 2 else pikepdf.Name.DeviceRGB
        described = {
            "Type": pikepdf.Name.XObject,
            "Subtype": pikepdf.Name.Image,
            "Width": width,
            "Height": height,
            "ColorSpace": space,
            "BitsPerComponent": 8,
        }
        return pikepdf.Stream(self.pdf, data, **(described | entries))

    def jpeg(self, page, **entries):
        return self.stream(jpeg(page), page, Filter=pikepdf.Name.DCTDecode, **entries)

    def page(self, content, pictures, size=(419.53, 595.28), **entries):
        objects = pikepdf.Dictionary({f"/Im{number}": stream for number, stream in enumerate(pictures)})
        made = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, *size],
            Contents=pikepdf.Stream(self.pdf, content.encode()),
            Resources=pikepdf.Dictionary(XObject=objects),
            **entries,
        )
        self.pdf.pages.append(pikepdf.Page(self.pdf.make_indirect(made)))
        return self

    def whole(self, stream, matrix="419.53 0 0 595.28 0 0", **entries):
        return self.page(f"q {matrix} cm /Im0 Do Q", [stream], **entries)

    def bytes(self, **options):
        out = BytesIO()
        self.pdf.save(out, **options)
        return out.getvalue()


def page_pdf(page, **entries):
    made = PdfPages()
    return made.whole(made.jpeg(page), **entries).bytes()

"""What sensors and files do to a picture: light, noise, blur, tone and JPEG."""

from functools import cache

import cv2
import numpy as np

TILE = 1031  # a prime, so that the noise does not repeat in step with anything


@cache
def _grain() -> np.ndarray:
    return cv2.GaussianBlur(np.random.default_rng(11).normal(0, 1, (TILE, TILE)), (0, 0), 0.6)


@cache
def _noise_tile(strength: int) -> tuple[np.ndarray, np.ndarray]:
    values = _grain() * (strength / 4 * 1.6)
    brighter, darker = np.maximum(values, 0), np.maximum(-values, 0)
    return np.rint(brighter).astype(np.uint8), np.rint(darker).astype(np.uint8)


def noisy(rng: np.random.Generator, picture: np.ndarray, sigma: float) -> np.ndarray:
    """Sensor noise of about a standard deviation in grey levels."""
    strength = round(sigma * 4)
    if strength < 2:
        return picture
    height, width = picture.shape[:2]
    top, left = rng.integers(0, TILE, 2)
    repeats = (-(-(height + top) // TILE), -(-(width + left) // TILE))
    brighter, darker = (
        np.ascontiguousarray(np.tile(tile, repeats)[top : top + height, left : left + width])
        for tile in _noise_tile(strength)
    )
    if picture.ndim == 3:
        brighter, darker = (cv2.cvtColor(noise, cv2.COLOR_GRAY2BGR) for noise in (brighter, darker))
    return cv2.subtract(cv2.add(picture, brighter), darker)


def toned(picture: np.ndarray, black: float, white: float, gamma: float) -> np.ndarray:
    """Black and paper white brought to these levels, with a gamma between."""
    levels = (np.arange(256) / 255) ** gamma * (white - black) + black
    return cv2.LUT(picture, np.clip(np.rint(levels), 0, 255).astype(np.uint8))


def compressed(picture: np.ndarray, quality: int) -> np.ndarray:
    """Through a JPEG file and back."""
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_UNCHANGED)


def defocused(picture: np.ndarray, sigma: float) -> np.ndarray:
    """Soft by a standard deviation in pixels."""
    return picture if sigma < 0.25 else cv2.GaussianBlur(picture, (0, 0), sigma)


def shaken(rng: np.random.Generator, picture: np.ndarray, length: float) -> np.ndarray:
    """Blurred along one direction by so many pixels: a hand that moved."""
    if length < 1.5:
        return picture
    size = int(np.ceil(length)) | 1
    kernel = np.zeros((size, size), np.float32)
    angle = rng.uniform(0, np.pi)
    reach = np.array([np.cos(angle), np.sin(angle)]) * (length - 1) / 2
    ends = np.rint((size / 2 - 0.5 + np.stack([-reach, reach])) * 16).astype(int)
    cv2.line(kernel, ends[0].tolist(), ends[1].tolist(), 1.0, 1, cv2.LINE_8, 4)
    return cv2.filter2D(picture, -1, kernel / kernel.sum())


def lit(picture: np.ndarray, light: np.ndarray) -> np.ndarray:
    """The picture under a light given on a coarse grid, 0 to 1."""
    height, width = picture.shape[:2]
    fine = cv2.resize(
        np.rint(255 * np.clip(light, 0, 1)).astype(np.uint8), (width, height), interpolation=cv2.INTER_CUBIC
    )
    return cv2.multiply(picture, cv2.cvtColor(fine, cv2.COLOR_GRAY2BGR) if picture.ndim == 3 else fine, scale=1 / 255)

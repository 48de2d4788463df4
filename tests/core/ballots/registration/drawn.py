"""Drawn markers."""

import cv2
import numpy as np

from nhiemky.core.ballots.registration.markers import drawn


def picture(x: float, y: float, px_per_mm: float = 8.0, degrees: float = 0.0) -> np.ndarray:
    """A marker with its middle at a place (pixels) on paper with noise."""
    fine = drawn(24)
    to_mm = np.array([[1 / 24, 0, 0.5 / 24 - 4.5], [0, 1 / 24, 0.5 / 24 - 4.5], [0, 0, 1]])
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    place = np.array([[px_per_mm, 0, x], [0, px_per_mm, y], [0, 0, 1]])
    page = cv2.warpPerspective(
        cv2.GaussianBlur(fine, (0, 0), 24 / px_per_mm / 2), place @ turn @ to_mm, (200, 200), borderValue=255
    )
    return np.clip(page * 0.9 + np.random.default_rng(0).normal(0, 3, page.shape), 0, 255).astype(np.uint8)

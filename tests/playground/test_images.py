from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.playground.failure import Failure
from bot.playground.images import photo_size, size

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_size_is_read_from_the_bytes(picture: Callable[..., bytes], kind: str) -> None:
    assert size(picture(90, 121, kind)) == (90, 121)


def test_lossless_and_extended_webp_are_read(picture: Callable[..., bytes]) -> None:
    assert size(picture(90, 121, "WEBP", lossless=True)) == (90, 121)
    assert size(picture(90, 121, "WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0")) == (90, 121)


@pytest.mark.parametrize(
    "data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xff\xd8\0\0", b"RIFF\0\0\0\0WEBPabcd"]
)
def test_what_is_no_picture_has_no_size(data: bytes) -> None:
    assert size(data) is None
    with pytest.raises(Failure, match="IMAGE_PROCESS_FAILED"):
        photo_size(data)


@pytest.mark.parametrize(("width", "height"), [(5000, 5001), (10, 201), (201, 10)])
def test_photos_too_large_or_too_thin_are_refused(picture: Callable[..., bytes], width: int, height: int) -> None:
    with pytest.raises(Failure, match="PHOTO_INVALID_DIMENSIONS"):
        photo_size(picture(width, height))


@pytest.mark.parametrize(("width", "height"), [(5000, 5000), (10, 200)])
def test_the_limits_themselves_are_fine(picture: Callable[..., bytes], width: int, height: int) -> None:
    assert photo_size(picture(width, height)) == (width, height)


def test_a_photo_of_more_than_ten_megabytes_is_refused() -> None:
    with pytest.raises(Failure, match="file of size 10485761 bytes is too big for a photo"):
        photo_size(bytes(10 * 1024 * 1024 + 1))

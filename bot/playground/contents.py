"""What a message says, read from a call's parameters under Telegram's limits: text, caption, buttons, media."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.playground.failure import bad_request
from bot.playground.images import photo_size
from bot.playground.keyboards import inline_keyboard
from bot.playground.markup import parse_html
from bot.playground.params import Params, Upload
from bot.playground.text import SPACES, Entity, checked, formatted, units

if TYPE_CHECKING:
    from bot.playground.models import Content
    from bot.playground.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
_PHOTO_SIDES = (90, 320, 800, 1280)
"""The longest sides, in pixels, of the sizes that Telegram makes of a photo; here the bytes stay the same."""


def _words(params: Params, name: str, given: str) -> tuple[str, list[Entity]]:
    """Read a text with its entities: from parse_mode HTML, or those given."""
    text = params.text(name)
    mode = params.text("parse_mode").lower()
    if mode == "html":
        return parse_html(text)
    if mode:
        raise bad_request("unsupported parse_mode")
    return text, checked(params.array(given) or [], text)


def body(params: Params) -> Content:
    """Read what a text message says; raises Failure."""
    text, entities = _words(params, "text", "entities")
    if not text.strip(SPACES):
        raise bad_request("message text is empty")
    if units(text.strip(SPACES)) > MAX_TEXT:
        raise bad_request("message is too long")
    text, entities = formatted(text, entities)
    shown: Content = {"text": text} | ({"entities": entities} if entities else {})
    preview = params.mapping("link_preview_options")
    return shown | ({"link_preview_options": preview} if preview else {})


def caption(params: Params) -> Content:
    """Read a caption; raises Failure."""
    text, entities = _words(params, "caption", "caption_entities")
    if units(text.strip(SPACES)) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    text, entities = formatted(text, entities)
    return ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})


def keyboard(params: Params, *, required: bool = False) -> Content:
    """Read the inline keyboard; raises Failure."""
    shown = inline_keyboard(params.mapping("reply_markup"), required=required)
    return {"reply_markup": shown} if shown else {}


def photo(world: World, data: bytes, name: str) -> Content:
    """Keep a photo and describe it in Telegram's sizes; raises Failure."""
    width, height = photo_size(data)
    sizes = []
    for side in _PHOTO_SIDES:
        scale = min(1.0, side / max(width, height))
        file = world.keep_file(name, data)
        shape = {"width": max(1, round(width * scale)), "height": max(1, round(height * scale))}
        sizes.append(_file(file.id, len(data)) | shape)
        if scale == 1.0:
            break
    return {"photo": sizes}


def document(world: World, upload: Upload) -> Content:
    """Keep a document and describe it."""
    file = world.keep_file(upload.name, upload.data)
    described = {"file_name": upload.name, "mime_type": upload.media_type}
    return {"document": _file(file.id, len(upload.data)) | described}


def _file(file_id: str, size: int) -> dict[str, Any]:
    return {"file_id": file_id, "file_unique_id": file_id[:12], "file_size": size}


def attached(world: World, params: Params, name: str) -> Upload:
    """Find the file that a parameter means: uploaded now, or known by its id; raises Failure."""
    upload = params.upload(name)
    if upload is None and params.text(name) in world.files:
        known = world.files[params.text(name)]
        return Upload(known.name, known.data)
    if upload is None:
        raise bad_request(
            f"there is no {name} in the request" if name != "media" else "wrong file identifier/HTTP URL specified"
        )
    if not upload.data:
        raise bad_request("file must be non-empty")
    return upload


def spoken(text: str, given: object) -> tuple[str, list[Entity]]:
    """Take a person's text with the entities that its client sent, and find the others; raises Failure."""
    if units(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return formatted(text, checked(given or [], text))

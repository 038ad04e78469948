"""The article as one long sheet in a clean reader style: which blocks, which images, and the HTML; pure."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from bot.chinese import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.models import Article

Kind: TypeAlias = Literal["paragraph", "heading", "item", "quote", "code", "caption", "image"]

_IMAGES: Final = 12
"""Most images that are loaded for the pages."""
_STRAY: Final = 200
"""Characters of foreign text after which an image no longer belongs to the paragraph before it."""
_KEY: Final = 24
"""Leading characters by which a paragraph is recognised on its page."""
_TEXT_LIMIT: Final = 20_000
"""Characters that are laid out; pages show far fewer."""
_HEADING_LIMIT: Final = 60
_TITLE_LIMIT: Final = 120
_MARKS: Final = re.compile(r"^\s*(?:[-*•·>]|#{1,6})\s+")
_CONTACT: Final = re.compile(
    r"扫码|二维码|长按识别|加微信|微信号|(?:关注|搜索).{0,12}公众号|点击.{0,6}(?:原文|关注|名片)|阅读原文|QQ群|(?:微信|VX|交流|联系)[:：]\s*[\w-]{5,}",
    re.IGNORECASE,
)
_CONTACT_LENGTH: Final = 60
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+|[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII)
_NOT_THE_ARTICLE: Final = re.compile(r"qr[-_ ]?code|二维码|logo|avatar|头像|微信|公众号|emoji|\bicon\b", re.IGNORECASE)
_NO_BREAK: Final = re.compile(
    r"<wbr>(?=[\s，。、；：？！!?,.;:”’』」》〉）)】…—%·])|(?<=[“‘『「《〈（(【])<wbr>"
    r"|(?<=\d)<wbr>(?=[年月日号时点分秒个万亿元岁])|(?<=[年月])<wbr>(?=\d)"
)
"""Where a line may not end although a word does: before closing punctuation, after opening, within a date."""
_DOMAIN: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)
_TAGS: Final[Mapping[Kind, str]] = {
    "paragraph": "<p>{}</p>",
    "heading": '<h2 data-leads="yes">{}</h2>',
    "item": '<p class="item">{}</p>',
    "quote": "<blockquote>{}</blockquote>",
    "code": "<pre>{}</pre>",
    "caption": '<p class="caption">{}</p>',
    "image": '<img src="{}" alt="">',
}
_TEMPLATE: Final = Template(Path(__file__).with_name("sheet.html").read_text("utf-8"))
_CSS: Final = Path(__file__).with_name("sheet.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the article or of its page; an image has its address in `src`, and what it is called as `text`."""

    kind: Kind
    text: str = ""
    src: str = ""


def found_blocks(listed: object) -> tuple[Block, ...]:
    """Take what a page's script has listed; whatever has not the right form is left out, as pages may be hostile."""
    entries = listed if isinstance(listed, list) else []
    return tuple(
        Block(kind=entry["kind"], text=str(entry.get("text", "")), src=str(entry.get("src", "")))
        for entry in entries
        if isinstance(entry, dict) and entry.get("kind") in get_args(Kind)
    )


def article_blocks(article: Article, page: Sequence[Block] = ()) -> tuple[Block, ...]:
    """Lay out the article's own text, line by line; its page adds what kind each line is, and the images between.

    Lines that lead readers elsewhere (QR codes, accounts to follow) and images beside them are left out.
    """
    lines = article.text[:_TEXT_LIMIT].splitlines()
    kinds, images = _aligned(lines, page)
    blocks: list[Block] = []
    for number, line in enumerate(lines):
        text = without_addresses(line)
        if len(text) < _CONTACT_LENGTH and _CONTACT.search(text):
            while blocks and blocks[-1].kind == "image":
                blocks.pop()
            continue
        if text and _key(text) != _key(article.title):
            blocks.append(_block(text, kinds.get(number, "paragraph")))
        blocks.extend(images.get(number, ()))
    return tuple(blocks)


def _aligned(lines: Sequence[str], page: Sequence[Block]) -> tuple[dict[int, Kind], dict[int, list[Block]]]:
    """Find each line on the page: its kind there, and the images that follow it before the next one."""
    numbers = {_key(line): number for number, line in reversed(list(enumerate(lines))) if _key(line)}
    kinds: dict[int, Kind] = {}
    images: dict[int, list[Block]] = {}
    seen: set[str] = set()
    at, stray = len(lines), 0
    for block in page:
        if block.kind != "image":
            number = numbers.get(_key(block.text))
            if number is None:
                stray += len(block.text)
            elif number not in kinds:
                at, stray, kinds[number] = number, 0, block.kind
        elif (
            at < len(lines) - 1
            and stray <= _STRAY
            and len(seen) < _IMAGES
            and block.src not in seen
            and _is_shown(block)
        ):
            seen.add(block.src)
            images.setdefault(at, []).append(block)
    return kinds, images


def _key(text: str) -> str:
    """Reduce a line to what it is recognised by."""
    return "".join(_MARKS.sub("", text).split())[:_KEY]


def _block(line: str, kind: Kind) -> Block:
    text = _MARKS.sub("", line)
    if kind == "paragraph" and text != line:
        return Block("heading" if line.startswith("#") else "item", text)
    if kind == "heading" and len(text) > _HEADING_LIMIT:
        return Block("paragraph", text)
    return Block(kind, text)


def _is_shown(image: Block) -> bool:
    """Tell an illustration from a logo, an avatar or a QR code, by name."""
    return image.src.startswith(("http://", "https://", "data:image/")) and not _NOT_THE_ARTICLE.search(
        f"{image.src} {image.text}" if not image.src.startswith("data:") else image.text
    )


def without_addresses(text: str) -> str:
    """Take out what the platform reads as leading elsewhere: web and mail addresses."""
    return _ADDRESS.sub("", text).strip()


def shortened(text: str, *, limit: int = _TITLE_LIMIT) -> str:
    """Cut off what no page has room for, with an ellipsis."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def breakable(title: str) -> str:
    """Escape a title for HTML so that it breaks only between words; browsers would split 内|容."""
    return _NO_BREAK.sub("", "<wbr>".join(html.escape(word, quote=False) for word in words(title)))


def site(article: Article) -> str:
    """Name the site in words; a bare domain is an address, and none."""
    return "" if _DOMAIN.fullmatch(article.sitename) else article.sitename


def _byline(article: Article) -> str:
    return " · ".join(part for part in (site(article), article.author, article.date) if part)


def sheet_html(article: Article, blocks: Sequence[Block]) -> str:
    """Set the sheet: title, source, then the blocks."""
    title, byline = shortened(article.title), _byline(article)
    head = f'<h1 data-leads="yes">{breakable(title)}</h1>' if title else ""
    head += f'<p class="byline" data-leads="yes">{html.escape(byline)}</p>' if byline else ""
    body = "".join(_TAGS[block.kind].format(html.escape(block.src or block.text)) for block in blocks)
    footer = "".join((site(article), f"《{title}》" if title else ""))
    language = "zh-CN" if article.language in {"", "zh"} else article.language
    return _TEMPLATE.substitute(
        css=_CSS, blocks=head + body, source=html.escape(footer), language=html.escape(language)
    )

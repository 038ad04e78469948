"""The article as one long sheet in a clean reader style: which blocks, which images, and the HTML; pure."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from bot.chinese import sentences, tagged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
    r"扫码|二维码|长按识别|加微信|微信号|(?:关注|搜索|首发于).{0,12}公众号|公众号\s*[（(:：「“]|点击.{0,6}(?:原文|关注|名片)|阅读原文|QQ群|(?:微信|VX|交流|联系)[:：]\s*[\w-]{5,}",
    re.IGNORECASE,
)
_CONTACT_LENGTH: Final = 60
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+|[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII)
_NOT_THE_ARTICLE: Final = re.compile(r"qr[-_ ]?code|二维码|logo|avatar|头像|微信|公众号|emoji|\bicon\b", re.IGNORECASE)
_BREAK: Final = "<wbr>"
_NO_BREAK: Final = re.compile(
    r"<wbr>(?=[\s，。、；：？！!?,.;:”’』」》〉）)】…—%·])|(?<=[“‘『「《〈（(【])<wbr>"
    r"|(?<=\d)<wbr>(?=[年月日号时点分秒个万亿元岁])|(?<=[年月])<wbr>(?=\d)"
)
"""Where a line may not end although a word does: before closing punctuation, after opening, within a date."""
_HELD: Final = re.compile(r"[“‘「『《〈（(【][^“”‘’「」『』《》〈〉（）()【】]{1,48}[”’」』》〉）)】]")
"""A quoted name, with the marks for breaks in it."""
_HELD_MOST: Final = 10
"""Characters of a quoted name that fit a line."""
_BOUND_BEFORE: Final = frozenset({"u", "uj", "ul", "ud", "uv", "uz", "ug", "y", "k", "q"})
_BOUND_AFTER: Final = frozenset({"d", "p", "m", "h", "r"})
"""Parts of speech that no line begins with, or ends with."""
_SUFFIXES: Final = "的之们"
_APOSTROPHE: Final = re.compile(r"(?<=[A-Za-z])[’＇](?=[A-Za-z])")
"""Chinese fonts draw it as wide as a character: you’ ll."""
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_CHECKED: Final = 1000
"""Characters of a sentence that are checked for contacts at once."""
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


def article_blocks(
    article: Article, page: Sequence[Block] = (), *, leads_away: Callable[[str], bool] = lambda _: False
) -> tuple[Block, ...]:
    """Lay out the article's own text, line by line; its page adds what kind each line is, and the images between.

    Lines that lead readers elsewhere (QR codes, accounts to follow) and images beside them are left out, as are the
    sentences of which `leads_away` says so.
    """
    lines = article.text[:_TEXT_LIMIT].splitlines()
    kinds, images = _aligned(lines, page)
    blocks: list[Block] = []
    for number, line in enumerate(lines):
        text = staying(without_addresses(line), leads_away)
        if (line.strip() and not text) or (len(text) < _CONTACT_LENGTH and _CONTACT.search(text)):
            while blocks and blocks[-1].kind == "image":
                blocks.pop()
            continue
        if text and _key(text) != _key(article.title):
            blocks.append(_block(text, kinds.get(number, "paragraph")))
        blocks.extend(images.get(number, ()))
    return tuple(blocks)


def staying(line: str, leads_away: Callable[[str], bool]) -> str:
    """Leave out the sentences of a line that lead readers elsewhere."""
    parts = sentences(line) if leads_away(line[:_CHECKED]) or len(line) > _CHECKED else (line,)
    kept = [part for part in parts if not any(map(leads_away, _pieces(part)))]
    return line if len(kept) == len(parts) else "".join(kept)


def _pieces(text: str) -> list[str]:
    return [text[start : start + _CHECKED] for start in range(0, len(text), _CHECKED)]


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
    """Cut off what no page has room for, with an ellipsis, between words where there are spaces."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return f"{(not _HAN.search(text) and cut.rpartition(' ')[0]) or cut}…"


def breakable(title: str) -> str:
    """Escape a title for HTML so that it breaks only between words, and never within a quoted name."""
    marked, bound = "", True
    for word, tag in tagged(plain(title)):
        marked += ("" if bound or tag in _BOUND_BEFORE or word[0] in _SUFFIXES else _BREAK) + html.escape(
            word, quote=False
        )
        bound = tag in _BOUND_AFTER
    return _NO_BREAK.sub("", _HELD.sub(_held, marked))


def _held(name: re.Match[str]) -> str:
    whole = name[0].replace(_BREAK, "")
    return whole if len(whole) <= _HELD_MOST else name[0]


def plain(text: str) -> str:
    """Write apostrophes so that no font draws a gap after them."""
    return _APOSTROPHE.sub("'", text)


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
    body = "".join(_TAGS[block.kind].format(html.escape(block.src or plain(block.text))) for block in blocks)
    footer = "".join((site(article), f"《{title}》" if title else ""))
    return _TEMPLATE.substitute(
        css=_CSS, blocks=head + body, source=html.escape(plain(footer)), language=html.escape(language(article))
    )


def language(article: Article) -> str:
    """Say in which language the pictures are set."""
    guessed = article.language or ("zh" if _HAN.search(article.text[:_CHECKED]) else "en")
    return "zh-CN" if guessed == "zh" else guessed

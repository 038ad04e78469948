"""Brief → the messages for the model, pure. Constant rules, then the article, then what is asked: caches live on it."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from bot.note import form, orders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.models import Article, Brief, Finding, Note, Tone
    from bot.style import Style

FOLDER: Final = Path(__file__).parent / "prompts"
ARTICLE_LIMIT: Final = 12_000
"""Most characters of an article that the model gets."""
_FINDINGS_LIMIT: Final = 20
_QUOTE_LIMIT: Final = 300
_WISH_LIMIT: Final = 600
"""Most characters of a wish in a person's own words."""
_AS_ABOVE: Final = "照上面的语气、篇幅和偏好改。"
"""What is asked by a wish that needs no words of its own."""
_POST_LIMIT: Final = 1500
"""Most characters of a post that the model gets."""
_VALUES_LIMIT: Final = 20
"""Most topics, words or wishes of a style that the model gets."""
_VALUE_LIMIT: Final = 100
"""Most characters of one of them."""
_OUR_TAGS: Final = re.compile(r"[<＜](?=\s*[/／]?\s*(?:article|note|findings|wish|part|posts)\b)", re.IGNORECASE)
_BRACKETS: Final = str.maketrans("【】", "〔〕")


def messages(brief: Brief, tones: Mapping[str, Tone]) -> list[dict[str, str]]:
    """Return the chat messages: [rules, article, request]; the first two are the same for each note on an article."""
    return _asking(brief.article, _request(brief, tones))


def judging(note: Note, article: Article) -> list[dict[str, str]]:
    """Return the messages that ask what in a note is doubtful; the first two are those by which it was written."""
    return _asking(article, _template("judge").substitute(note=_shown(note)))


def learning(posts: Sequence[str], ours: Note | None = None) -> list[dict[str, str]]:
    """Return the messages that ask how the author of these posts writes; `ours` is the note that became the last."""
    texts = [f"作者发过的第 {number} 篇：\n{_escaped(post)[:_POST_LIMIT]}" for number, post in enumerate(posts, 1)]
    texts += [f"最后一篇的初稿，别人替他写的：\n{_shown(ours)}"] if ours else []
    return [
        {"role": "system", "content": _template("learn").template},
        {"role": "user", "content": _template("posts").substitute(posts="\n\n".join(texts))},
    ]


def hearing(words: str, tones: Mapping[str, Tone]) -> list[dict[str, str]]:
    """Return the messages that ask what somebody means; of the note and its article they hold nothing."""
    rules = _template("understand").substitute(tones="、".join(tone.label for tone in tones.values()))
    asked = f"<wish>{_escaped(words)[:_WISH_LIMIT]}</wish>"
    return [{"role": "system", "content": rules}, {"role": "user", "content": asked}]


def _asking(article: Article, request: str) -> list[dict[str, str]]:
    return [
        {"role": "system", "content": _template("system").template.strip()},
        {"role": "user", "content": _article(article)},
        {"role": "user", "content": request},
    ]


def _template(name: str) -> Template:
    return Template((FOLDER / f"{name}.md").read_text("utf-8").strip())


def _article(article: Article) -> str:
    article, _ = orders.removed(article)
    text, cut = shortened(article.text)
    return _template("article").substitute(
        title=_escaped(article.title) or "（无）",
        site=_escaped(article.sitename) or "（未知）",
        author=_escaped(article.author) or "（未知）",
        date=_escaped(article.date) or "（未知）",
        source=_escaped(form.source_line(article)) or "（无，不写来源行）",
        text=_escaped(text),
        cut=f"\n（原文较长，这里只到第 {len(text)} 字为止，后面的内容你没有看到，不要猜。）" if cut else "",
        sources="\n" + _template("sources").substitute(count=len(article.sources)) if article.sources else "",
    )


def _request(brief: Brief, tones: Mapping[str, Tone]) -> str:
    tone = tones.get(brief.style.tone)
    voice = f"语气：{tone.label}\n{tone.advice}" if tone else "语气：按规则里的默认写法。"
    length = _template(f"lengths/{brief.style.length or 'usual'}").template
    asked = _template(_task(brief)).substitute(
        note=_shown(brief.base) if brief.base else "",
        title=_escaped(brief.base.title) if brief.base else "",
        findings="\n".join(map(_named, brief.findings[:_FINDINGS_LIMIT])),
        text=_escaped(brief.wish.text)[:_WISH_LIMIT] or _AS_ABOVE,
        quote=_quote(brief),
    )
    return "\n\n".join(filter(None, (voice, length, _kept(brief.style), asked)))


def _kept(style: Style) -> str:
    """Advise on what of a style has no part of its own, in one order and in the same words each time."""
    lines = "\n".join(_advice(style))
    return _template("style/kept").substitute(lines=lines) if lines else ""


def _advice(style: Style) -> Iterator[str]:
    if style.emoji:
        yield _template(f"style/emoji-{style.emoji}").template
    for name in ("audience", "persona"):
        if value := _value(getattr(style, name)):
            yield _template(f"style/{name}").substitute(value=value)
    for name, values in (("topics", style.topics), ("avoid", tuple(sorted(style.avoid)))):
        if listed := "、".join(f"「{_value(one)}」" for one in values[:_VALUES_LIMIT]):
            yield _template(f"style/{name}").substitute(value=listed)
    if style.signature:
        yield _template("style/signature").template
    if style.script:
        yield _template(f"style/script-{style.script}").template
    wishes = [_value(one) for one in style.wishes[-_VALUES_LIMIT:]]  # the later ones count
    if wishes:
        yield _template("style/wishes").template
        yield from (f"{number}. {wish}" for number, wish in enumerate(wishes, 1))


def _value(text: str) -> str:
    """Bring a person's words to one escaped line."""
    return " ".join(_escaped(text).split())[:_VALUE_LIMIT]


def _task(brief: Brief) -> str:
    if brief.findings:
        return "repair"
    if brief.base is None:
        return "wishes/first"
    return "wishes/part" if brief.wish.quote not in {"", brief.base.title} else f"wishes/{brief.wish.kind}"


def _quote(brief: Brief) -> str:
    """Show the part that is meant; of a title, say that it is."""
    quote = _escaped(brief.wish.quote)
    is_title = brief.base is not None and quote and brief.wish.quote == brief.base.title
    return _template("quote").substitute(quote=quote) if is_title else quote


def _shown(note: Note) -> str:
    """Write a note as the model is to write it."""
    return f"【标题】{_escaped(note.title)}\n【正文】\n{_escaped(note.body)}\n【话题】{note.hashtags}"


def _named(finding: Finding) -> str:
    line = f"- 「{_escaped(finding.span)[:_QUOTE_LIMIT]}」：{_escaped(finding.message)[:_QUOTE_LIMIT]}"
    if not finding.evidence or orders.given(finding.evidence):
        return line
    return f"{line}（原文：{_escaped(finding.evidence)[:_QUOTE_LIMIT]}）"


def _escaped(text: str) -> str:
    """Keep a text from closing our tags, opening our markers, or hiding anything."""
    return _OUR_TAGS.sub("‹", form.unseen_removed(text).translate(_BRACKETS))


def shortened(text: str, *, limit: int = ARTICLE_LIMIT) -> tuple[str, bool]:
    """Cut a long text after the last whole sentence within `limit` characters; tell whether anything went."""
    if len(text) <= limit:
        return text, False
    whole = form.sentences(text[:limit])[:-1]
    return ("".join(whole) or text[:limit]).rstrip(), True

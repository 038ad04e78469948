from __future__ import annotations

from dataclasses import replace

import pytest

from bot.models import Draft, Note, Version, Wish
from bot.style import Layer, Scope, Style
from handlers.reasons import reasons
from handlers.texts import style as said
from tests.support.fakes import ARTICLE, TONES

LAYERS = (
    Layer(scope=Scope.PERSON, style=Style(tone="dry", avoid=("姐妹们",))),
    Layer(scope=Scope.CHAT, style=Style(tone="pro", signature="本群", avoid=("姐妹们",))),
    Layer(scope=Scope.TOPIC, style=Style(length="longer")),
)
KEPT = Style(tone="pro", length="longer", avoid=("姐妹们",), signature="本群")
FIRST = Version(note=Note(title="题", body="文"), wish=Wish(), style=KEPT, writer="model")


def after(wish: Wish, style: Style, base: int) -> Version:
    return replace(FIRST, wish=wish, style=style, base=base)


TONE = after(Wish(kind="tone", tone="seed"), replace(KEPT, tone="seed"), 0)
SHORTER = after(Wish(kind="shorter"), replace(TONE.style, length="shorter"), 1)
SAID = after(
    Wish(kind="said", text="第二段重写", quote="文", style=Style(avoid=("宝子",))),
    replace(KEPT, avoid=("姐妹们", "宝子")),
    0,
)
TITLE = after(Wish(kind="title"), KEPT, 0)
GROUPS = ("这个群的风格：不用「姐妹们」", "这个群的风格：落款：本群")
VERSIONS = (FIRST, TONE, SHORTER, SAID, TITLE)


@pytest.mark.parametrize(
    ("index", "lines"),
    [
        (
            0,
            [
                "这个群的风格：语气：专业",
                "这个话题的风格：篇幅：长一点",
                "这个群的风格：不用「姐妹们」",
                "这个群的风格：落款：本群",
            ],
        ),
        (
            1,
            [
                "这次要求的：语气：种草",
                "这个话题的风格：篇幅：长一点",
                "这个群的风格：不用「姐妹们」",
                "这个群的风格：落款：本群",
            ],
        ),
        (
            2,
            [
                "这次要求的：语气：种草",
                "这次要求的：篇幅：短一点",
                "这个群的风格：不用「姐妹们」",
                "这个群的风格：落款：本群",
            ],
        ),
        (
            3,
            [
                *("这次要求的：不用「宝子」", "这次要求的：「第二段重写」", "这次要求的：只改「文」"),
                *("这个群的风格：语气：专业", "这个话题的风格：篇幅：长一点"),
                *GROUPS,
            ],
        ),
        (
            4,
            [
                *("这次要求的：换个标题", "这个群的风格：语气：专业", "这个话题的风格：篇幅：长一点"),
                *GROUPS,
            ],
        ),
    ],
)
def test_what_acted_on_a_version_is_named_with_whose_it_is(index: int, lines: list[str]) -> None:
    draft = Draft(id="1", article=ARTICLE, versions=VERSIONS, layers=LAYERS)
    assert reasons(draft, index, TONES) == "\n".join([said.WHY, *(f"• {line}" for line in lines), said.REST])


def test_without_any_wish_it_is_as_usual() -> None:
    draft = Draft(id="1", article=ARTICLE, versions=(replace(FIRST, style=Style()),))
    assert reasons(draft, 0, TONES) == said.USUAL


def test_a_wish_that_a_later_one_overrode_did_not_act() -> None:
    again = after(Wish(kind="tone", tone="dry"), replace(KEPT, tone="dry"), 1)
    draft = Draft(id="1", article=ARTICLE, versions=(FIRST, TONE, again), layers=LAYERS)
    told = reasons(draft, 2, TONES)
    assert "语气：种草" not in told
    assert "这次要求的：语气：干货" in told

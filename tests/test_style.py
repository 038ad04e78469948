from __future__ import annotations

from functools import reduce

import pytest

from bot.style import Layer, Owner, Scope, Style, Trait, merged, owners, replaced, traits, without


@pytest.mark.parametrize(
    ("below", "above", "together"),
    [
        (Style(), Style(), Style()),
        (Style(tone="dry"), Style(), Style(tone="dry")),
        (Style(tone="dry", length="longer"), Style(tone="pro"), Style(tone="pro", length="longer")),
        (Style(emoji="many"), Style(emoji="usual"), Style(emoji="usual")),
        (Style(avoid=("a", "b")), Style(avoid=("b", "c")), Style(avoid=("a", "b", "c"))),
        (Style(wishes=("短句",)), Style(wishes=("长句",)), Style(wishes=("短句", "长句"))),
        (Style(signature="小王"), Style(topics=("咖啡",)), Style(signature="小王", topics=("咖啡",))),
    ],
)
def test_what_the_style_above_says_counts_and_lists_are_joined(below: Style, above: Style, together: Style) -> None:
    assert above.over(below) == together


def test_a_topic_lies_over_its_group_and_that_over_a_person() -> None:
    layers = (
        Layer(scope=Scope.PERSON, style=Style(tone="dry", length="longer", emoji="none")),
        Layer(scope=Scope.CHAT, style=Style(tone="pro", length="shorter")),
        Layer(scope=Scope.TOPIC, style=Style(tone="seed")),
    )
    assert merged(layers) == Style(tone="seed", length="shorter", emoji="none")
    assert merged(()) == Style()


@pytest.mark.parametrize(
    ("chat", "topic", "whose"),
    [
        (5, 0, [Owner(scope=Scope.PERSON, id=5)]),
        (5, 3, [Owner(scope=Scope.PERSON, id=5)]),
        (-1, 0, [Owner(scope=Scope.PERSON, id=5), Owner(scope=Scope.CHAT, id=-1)]),
        (
            -1,
            3,
            [
                Owner(scope=Scope.PERSON, id=5),
                Owner(scope=Scope.CHAT, id=-1),
                Owner(scope=Scope.TOPIC, id=-1, topic=3),
            ],
        ),
    ],
)
def test_whose_styles_count(chat: int, topic: int, whose: list[Owner]) -> None:
    assert list(owners(chat=chat, topic=topic, person=5)) == whose


WHOLE = Style(tone="dry", length="shorter", avoid=("姐妹们", "家人们"), signature="小王")


def test_a_style_is_taken_apart_and_every_part_can_be_taken_back() -> None:
    parts = traits(WHOLE)
    assert parts == (
        Trait("tone", "dry"),
        Trait("length", "shorter"),
        Trait("avoid", "姐妹们"),
        Trait("avoid", "家人们"),
        Trait("signature", "小王"),
    )
    assert without(WHOLE, Trait("avoid", "姐妹们")).avoid == ("家人们",)
    assert reduce(without, parts, WHOLE) == Style()


def test_taking_back_what_is_not_said_changes_nothing() -> None:
    assert without(WHOLE, Trait("tone", "pro")) == WHOLE
    assert without(WHOLE, Trait("nothing", "")) == WHOLE


def test_what_a_style_above_says_otherwise_is_replaced_and_lists_lose_nothing() -> None:
    above = Style(tone="pro", length="shorter", avoid=("宝子",))
    assert replaced(WHOLE, above) == (Trait("tone", "dry"),)
    assert replaced(WHOLE, Style()) == ()

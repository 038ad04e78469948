"""How much one may ask for, as the person sees it who comes to the end of it, and what the admins see."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.access import Rules
from bot.errors import TooShort
from bot.models import Headline, Usage, Written
from bot.quota import DAY, HOUR, MICROS, Budget, Counted, Limit, Price, Whose
from bot.store.spends import Spend
from handlers import texts
from handlers.texts import access as said
from tests.support.fakes import StreamingWriter
from tests.support.versions import version, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.models import Brief, Report
    from bot.store import Store
    from tests.support.fakes import Parts
    from tests.support.telegram import Message, TelegramServer, Transcript, User

pytestmark = pytest.mark.asyncio(loop_scope="session")

URL = "https://example.org/chips"
LINKS = Limit(whose=Whose.PERSON, counted=Counted.LINKS, window=HOUR, most=1)
NOTES = Limit(whose=Whose.PERSON, counted=Counted.NOTES, window=DAY, most=3)
PURSE = Limit(whose=Whose.ALL, counted=Counted.MONEY, window=DAY, most=2 * MICROS)
PRICES = {"fake": Price(prompt=10, completion=20, cached=1)}
USAGE = Usage(model="fake", requests=1, prompt_tokens=10_000, completion_tokens=1000, cached_tokens=4000)


class Counting(StreamingWriter):
    """Says what it took."""

    async def write(self, brief: Brief, *, report: Report) -> Written:
        return replace(await super().write(brief, report=report), usage=USAGE)


@pytest.fixture
def parts(parts: Parts) -> Parts:
    parts.writer = Counting()
    return parts


@pytest.fixture
def budget() -> Budget:
    return Budget(limits=(LINKS, NOTES, PURSE), prices=PRICES, model="fake", currency="¥")


def starts(*words: str) -> Callable[[Transcript], Message | None]:
    return lambda chat: next((one for one in chat if one.from_bot and one.text.startswith(words)), None)


async def left(person: User) -> list[str]:
    """What /limits says is left, in its order."""
    before = (await person.chat.transcript())[-1:]
    await person.send("/limits")
    answer = await person.chat.wait(
        lambda chat: next(
            (one for one in chat if one.text.startswith(said.LIMITS) and (not before or one.id > before[0].id)), None
        )
    )
    return re.findall(r"还剩 (.+)", answer.text)


async def usage(person: User, command: str = "/usage") -> str:
    """What the admin is answered."""
    await person.send("/start c0de")
    await person.chat.wait(starts(said.CLAIMED))
    await person.send(command)
    return (await person.chat.wait(starts("最近"))).text


@pytest.mark.usefixtures("bot")
async def test_over_the_limit_the_placeholder_says_which_it_is_and_when_there_is_room_again(
    person: User, parts: Parts
) -> None:
    assert await left(person) == ["1 篇", "3 篇", "¥2.00"]
    await written(person)
    assert await left(person) == ["0 篇", "2 篇", "¥1.92"]
    asked = await person.send(f"{URL}/second")
    refused = await person.chat.wait(starts("你每小时的新文章（1 篇）用完了，"))
    assert re.fullmatch(r"你每小时的新文章（1 篇）用完了，(59 ?分钟|60 ?分钟|1 ?小时)后恢复，.*/limits.*", refused.text)
    assert refused.wire["reply_to_message"]["message_id"] == asked.id
    assert not refused.buttons
    assert len(parts.reader.sources) == len(parts.writer.briefs) == 1
    assert await left(person) == ["0 篇", "2 篇", "¥1.92"]


@pytest.mark.usefixtures("bot")
async def test_a_further_version_counts_as_a_note_and_not_as_a_link_until_there_is_no_note_left(
    person: User, parts: Parts
) -> None:
    await person.press(await written(person), texts.SHORTER)
    second = await person.chat.wait(version(2, "2/2"))
    assert await left(person) == ["0 篇", "1 篇", "¥1.83"]
    await person.press(second, texts.LONGER)
    third = await person.chat.wait(version(3, "3/3"))
    await person.press(third, texts.SHORTER)
    told = await person.chat.wait(
        lambda chat: next((one for one in chat if "你每天的笔记（3 篇）用完了" in one.text), None)
    )
    assert told.id == third.id
    assert told.marked("pre")
    assert len(parts.writer.briefs) == 3


@pytest.mark.usefixtures("bot")
async def test_a_title_that_is_at_hand_costs_nothing_and_one_that_is_asked_for_is_a_note(
    person: User, parts: Parts
) -> None:
    parts.writer.titles = (Headline(title="现成的题", kind="数字", reason=""),)
    await person.press(await written(person), texts.ANOTHER_TITLE)
    second = await person.chat.wait(
        lambda chat: next((one for one in chat if "现成的题" in one.text and "2/2" in one.button_texts), None)
    )
    assert await left(person) == ["0 篇", "2 篇", "¥1.92"]
    parts.writer.titles = ()
    await person.press(second, texts.ANOTHER_TITLE)
    await person.chat.wait(version(2, "3/3"))
    assert await left(person) == ["0 篇", "1 篇", "¥1.83"]


@pytest.mark.usefixtures("bot")
async def test_a_failed_job_gives_its_money_back(person: User, parts: Parts) -> None:
    parts.reader.error = TooShort(3)
    await person.send(URL)
    await person.chat.wait(starts(texts.explain(TooShort(3))))
    assert (await left(person))[-1] == "¥2.00"


class TestPurse:
    """All together may spend less than two notes may take."""

    @pytest.fixture
    def budget(self) -> Budget:
        purse = replace(PURSE, most=MICROS // 4)
        return Budget(limits=(purse,), prices=PRICES, model="fake", currency="¥")

    @pytest.mark.usefixtures("bot")
    async def test_what_is_under_way_is_reserved_so_that_two_at_once_cannot_spend_the_same_money(
        self, person: User, telegram: TelegramServer, parts: Parts
    ) -> None:
        other = await telegram.user("小丽")
        parts.writer.gate.clear()
        parts.writer.waiting.clear()
        await person.send(URL)
        await parts.writer.waiting.wait()
        await other.send(URL)
        await other.chat.wait(starts("所有人每天的花费（¥0.25）用完了，"))
        parts.writer.gate.set()
        await person.chat.wait(version(1))
        await other.send(URL)
        assert (await left(other)) == ["¥0.17"]
        assert len(parts.writer.briefs) == 1


class TestUsage:
    """What an admin sees."""

    @pytest.fixture
    def rules(self) -> Rules:
        return Rules(setup="c0de", everyone=True)

    @pytest.mark.usefixtures("bot")
    async def test_an_admin_sees_who_took_how_much_where_and_what_it_cost(
        self, person: User, telegram: TelegramServer, store: Store
    ) -> None:
        other = await telegram.user("小丽")
        await written(other)
        for number, spend in enumerate(
            (Spend(key="g", person=other.id, chat=-100, link=True), Spend(key="a", person=0, chat=-100, link=True))
        ):
            await store.spends.reserve(spend, [])
            await store.spends.settle(spend.key, USAGE, money=10_000 * (number + 1))
        head, *lines, total = (await usage(person, "/usage 1")).splitlines()
        assert head == said.USAGE.format(days=1)
        took = "1 篇　输入 10000（缓存 4000）输出 1000"
        assert sorted(line.partition("　")[2] for line in lines) == sorted(
            (
                f"编号 {other.id}　{took}　¥0.08",
                f"编号 {other.id} 在群 -100　{took}　¥0.01",
                f"不具名 在群 -100　{took}　¥0.02",
            )
        )
        assert total == "合计　3 篇　¥0.11"

    @pytest.mark.usefixtures("bot")
    async def test_where_nobody_used_it_an_admin_is_told_so(self, person: User) -> None:
        assert await usage(person, "/usage 999") == said.NO_USAGE.format(days=90)


class TestNoPrices:
    """Nobody said what the model takes."""

    @pytest.fixture
    def rules(self) -> Rules:
        return Rules(setup="c0de", everyone=True)

    @pytest.fixture
    def budget(self) -> Budget:
        return Budget(limits=(LINKS,), model="fake", currency="¥")

    @pytest.mark.usefixtures("bot")
    async def test_then_an_admin_sees_tokens_and_no_money(self, person: User) -> None:
        await written(person)
        *_, line, total = (await usage(person)).splitlines()
        assert line.endswith(f"编号 {person.id}　1 篇　输入 10000（缓存 4000）输出 1000")
        assert total == "合计　1 篇"

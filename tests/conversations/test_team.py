"""A team's notes: who posts which, what is known already, whose style counts, and who may stop what."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.style import Owner, Scope, Style
from bot.team import Act
from handlers import texts
from handlers.texts import groups, team
from handlers.texts import style as styles
from handlers.texts import versions as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store import Store
    from tests.conversations.conftest import Served
    from tests.support.fakes import Parts
    from tests.support.telegram import Chat, Message, TelegramServer, Transcript, User

pytestmark = pytest.mark.asyncio(loop_scope="session")

URL = "https://example.org/chips"
CLAIM, CHANGES, APPROVE, POSTED = (team.BUTTONS[act] for act in Act)


def notes(chat: Transcript) -> list[Message]:
    return [one for one in chat if one.marked("pre")]


def some(count: int) -> Callable[[Transcript], list[Message] | None]:
    return lambda chat: found if len(found := notes(chat)) >= count else None


def says(text: str) -> Callable[[Transcript], Message | None]:
    return lambda chat: next((one for one in chat if one.text == text), None)


def showing(*parts: str, without: str = "\0") -> Callable[[Transcript], Message | None]:
    """The last of the bot's messages that has all these parts."""
    return lambda chat: next(
        (
            one
            for one in reversed(chat)
            if one.from_bot and all(part in one.text for part in parts) and without not in one.text
        ),
        None,
    )


def pictured(count: int) -> Callable[[Transcript], bool]:
    """So many notes have their album: nothing more comes of them."""
    return lambda chat: len({one.album for one in chat if one.album}) >= count


@pytest_asyncio.fixture(loop_scope="session")
async def other(telegram: TelegramServer) -> User:
    return await telegram.user("小丽")


@pytest_asyncio.fixture(loop_scope="session")
async def group(telegram: TelegramServer, person: User, other: User) -> Chat:
    return await telegram.group("编辑部", person, other)


@pytest_asyncio.fixture(loop_scope="session")
async def note(telegram: TelegramServer) -> str:
    """The command that asks for a note."""
    return f"/note@{(await telegram.call('getMe'))['result']['username']}"


async def written(person: User, group: Chat, asks: str, count: int = 1) -> Message:
    """Ask, and wait for the note with its pictures."""
    await person.send(asks, chat=group)
    found = (await group.wait(some(count)))[-1]
    await group.wait(pictured(count))
    return found


async def said(person: User, shown: Message, button: str, group: Chat) -> str:
    """Press a button; what the press is answered with."""
    answer = await person.answered(await person.press(shown, button, chat=group))
    return str(answer.get("text", ""))


async def begun(person: User, asks: str, group: Chat, parts: Parts) -> None:
    """Ask for a note that the writer holds back."""
    parts.writer.gate.clear()
    parts.writer.waiting.clear()
    await person.send(asks, chat=group)
    await parts.writer.waiting.wait()


class TestWhoPosts:
    """Presses below a note."""

    @pytest.mark.usefixtures("bot")
    async def test_of_two_who_press_at_once_one_has_it_and_the_other_is_told_who(
        self, person: User, other: User, group: Chat, note: str
    ) -> None:
        shown = await written(person, group, f"{note} {URL}")
        answers = await asyncio.gather(said(person, shown, CLAIM, group), said(other, shown, CLAIM, group))
        claimed = await group.wait(showing("来发（"))
        holder, late = ("小王", "小丽") if "👤 小王 来发" in claimed.text else ("小丽", "小王")
        assert sorted(answers) == sorted([team.DONE, team.TAKEN.format(name=holder)])
        assert f"👤 {late}" not in claimed.text
        assert (claimed.id, team.CHOSEN[Act.CLAIM] in claimed.button_texts) == (shown.id, True)
        winner = person if holder == "小王" else other
        assert await said(winner, claimed, team.CHOSEN[Act.CLAIM], group) == team.DONE
        again = await group.wait(lambda chat: notes(chat)[0] if CLAIM in notes(chat)[0].button_texts else None)
        assert "来发（" not in again.text

    @pytest.mark.usefixtures("bot")
    async def test_what_members_think_of_it_and_that_it_is_posted_is_shown_with_their_names(
        self, person: User, other: User, group: Chat, note: str
    ) -> None:
        shown = await written(person, group, f"{note} {URL}")
        await other.press(shown, CHANGES, chat=group)
        await group.wait(showing("✏️ 小丽 说需要改（"))
        await other.press(shown, APPROVE, chat=group)
        await group.wait(showing("✅ 小丽 看过，可以发（", without="需要改（"))
        await person.press(shown, POSTED, chat=group)
        posted = await group.wait(showing("✅ 小丽 看过，可以发（", "📮 小王 已发（"))
        assert await said(other, posted, team.CHOSEN[Act.CLAIM], group) == team.TAKEN.format(name="小王")
        assert await said(person, posted, team.CHOSEN[Act.CLAIM], group) == team.IS_POSTED
        assert [one for one in posted.button_texts if one.startswith("✓")][-3:] == [
            team.CHOSEN[Act.CLAIM],
            team.CHOSEN[Act.APPROVE],
            team.CHOSEN[Act.POSTED],
        ]

    async def test_the_buttons_survive_a_restart_and_another_version(
        self, person: User, other: User, group: Chat, note: str, served: Served
    ) -> None:
        async with served():
            shown = await written(person, group, f"{note} {URL}")
            await person.press(shown, CLAIM, chat=group)
            await group.wait(showing("👤 小王 来发（"))
        async with served():
            assert await said(other, shown, team.CHOSEN[Act.CLAIM], group) == team.TAKEN.format(name="小王")
            await other.press(shown, texts.ANOTHER_TITLE, chat=group)
            second = await group.wait(showing("第2版", "👤 小王 来发（"))
            assert second.id == shown.id
            await other.press(second, APPROVE, chat=group)
            await group.wait(showing("第2版", "👤 小王 来发（", "✅ 小丽 看过"))
            await person.press(second, words.EARLIER, chat=group)
            await group.wait(showing("第1版", "👤 小王 来发（", "✅ 小丽 看过"))

    @pytest.mark.usefixtures("bot")
    async def test_a_press_while_the_note_waits_to_be_rewritten_is_kept_and_shown_with_the_new_version(
        self, person: User, other: User, group: Chat, note: str, parts: Parts
    ) -> None:
        shown = await written(person, group, f"{note} {URL}")
        await begun(person, f"{note} {URL}/other", group, parts)
        assert await said(person, shown, texts.ANOTHER_TITLE, group) == texts.WORKING
        assert await said(other, shown, CLAIM, group) == team.DONE
        parts.writer.gate.set()
        new = await group.wait(showing("第3版", "👤 小丽 来发（"))
        assert new.id == shown.id

    @pytest.mark.usefixtures("bot")
    async def test_what_is_pressed_below_a_note_that_is_shown_again_leaves_the_way_to_another_one(
        self, person: User, other: User, group: Chat, note: str
    ) -> None:
        await written(person, group, f"{note} {URL}")
        await other.send(f"{note} {URL}", chat=group)
        (_, copy) = await group.wait(some(2))
        await other.press(copy, CLAIM, chat=group)
        claimed = await group.wait(showing("👤 小丽 来发（"))
        assert (claimed.id, team.AGAIN in claimed.button_texts) == (copy.id, True)


class TestBoard:
    """/board."""

    @pytest.mark.usefixtures("bot")
    async def test_it_lists_what_is_open_taken_and_posted_and_leads_to_each(
        self, person: User, other: User, group: Chat, note: str
    ) -> None:
        first, second, third = [
            await written(person, group, f"{note} {URL}/{number}", number) for number in range(1, 4)
        ]
        await person.press(second, CLAIM, chat=group)
        await group.wait(showing("👤 小王 来发（"))
        await other.press(third, POSTED, chat=group)
        await group.wait(showing("📮 小丽 已发（"))
        await person.send("/board", chat=group)
        board = await group.wait(showing(team.BOARD.format(days=30)))
        assert board.marked("bold") == [
            team.NOT_CLAIMED.format(count=1),
            team.UNDER_WAY.format(count=1),
            team.SENT.format(count=1),
        ]
        links = [one["url"] for one in board.entities if one["type"] == "text_link"]
        inside = str(group.id).removeprefix("-100")
        assert links == [f"https://t.me/c/{inside}/{one.id}" for one in (first, second, third)]
        assert board.marked("text_link") == ["第1版<标题>", "第2版<标题>", "第3版<标题>"]

    @pytest.mark.usefixtures("bot")
    async def test_where_there_is_no_note_it_says_so_and_in_private_there_is_none(
        self, person: User, group: Chat
    ) -> None:
        await person.send("/board", chat=group)
        await group.wait(says(team.NO_BOARD.format(days=30)))
        await person.send("/board")
        await person.chat.wait(says(texts.UNKNOWN_COMMAND))


class TestKnown:
    """A link that the team has a note on."""

    @pytest.mark.usefixtures("bot")
    @pytest.mark.parametrize("link", [URL, f"{URL}?utm_source=wechat&utm_medium=x", "https://short.example/x"])
    async def test_the_note_is_shown_with_who_when_and_its_state_and_nothing_is_written(
        self, person: User, other: User, group: Chat, note: str, parts: Parts, link: str
    ) -> None:
        parts.reader.leads["https://short.example/x"] = URL
        first = await written(person, group, f"{note} {URL}")
        await person.press(first, CLAIM, chat=group)
        await group.wait(showing("👤 小王 来发（"))
        asked = await other.send(f"{note} {link}", chat=group)
        known = await group.wait(showing("这篇 小王 在 ", "写过（👤 小王 来发（"))
        assert known.wire["reply_to_message"]["message_id"] == asked.id
        assert len(parts.writer.briefs) == 1
        await other.press(known, team.AGAIN, chat=group)
        another = (await group.wait(some(3)))[-1]
        assert "第2版" in another.text
        assert "这篇 小王" not in another.text

    @pytest.mark.usefixtures("bot")
    async def test_another_group_does_not_know_it_and_in_private_a_link_is_always_written(
        self, person: User, group: Chat, note: str, parts: Parts, telegram: TelegramServer
    ) -> None:
        await written(person, group, f"{note} {URL}")
        elsewhere = await telegram.group("别处", person)
        await written(person, elsewhere, f"{note} {URL}")
        for count in (1, 2):
            await written(person, person.chat, URL, count)
        assert len(parts.writer.briefs) == 4
        assert not showing("这篇 ")(await elsewhere.transcript())

    @pytest.mark.usefixtures("bot")
    async def test_a_note_nearly_the_same_as_an_earlier_one_names_it(
        self, person: User, other: User, group: Chat, note: str
    ) -> None:
        await written(person, group, f"{note} {URL}")
        second = await written(other, group, f"{note} {URL}/other", 2)
        assert "和 小王 " in second.text
        assert "《第1版<标题>》很像" in second.text


class TestWords:
    """What members say."""

    @pytest.mark.usefixtures("bot")
    async def test_a_reply_to_a_note_makes_another_version_in_its_topic_and_all_else_is_left_in_silence(
        self, person: User, other: User, note: str, parts: Parts, telegram: TelegramServer
    ) -> None:
        forum = await telegram.group("编辑部", person, other, is_forum=True)
        topic = await person.open_topic("数码", forum)
        await person.send(f"{note} {URL}", chat=forum, topic=topic)
        (first,) = await forum.wait(some(1))
        await forum.wait(pictured(1))
        await person.send("/board", chat=forum, topic=topic)
        board = await forum.wait(showing(team.BOARD.format(days=30)))
        await other.send("短一点", reply_to=board, chat=forum, topic=topic)
        await other.send("短一点", chat=forum, topic=topic)
        await other.send("短一点", reply_to=first, chat=forum, topic=topic)
        second = await forum.wait(showing("第2版"))
        assert second.id != first.id
        assert second.wire["message_thread_id"] == topic
        assert len(parts.writer.briefs) == 2
        bots = [one for one in await forum.transcript() if one.from_bot and not one.album]
        assert [one.id for one in bots] == [first.id, board.id, second.id]


class TestStyle:
    """/style in a group."""

    @pytest.mark.usefixtures("bot")
    async def test_all_see_the_groups_style_never_a_members_and_only_its_admins_change_it(
        self, person: User, other: User, group: Chat, store: Store
    ) -> None:
        await store.styles.change(Owner(scope=Scope.PERSON, id=other.id), lambda _: Style(signature="我是小丽"))
        await other.send("/style", chat=group)
        panel = await group.wait(showing(styles.LAYERS[Scope.CHAT]))
        assert "小丽" not in panel.text
        assert styles.LEARN not in panel.button_texts
        assert styles.NOTHING_SHARED in panel.text
        await other.press(panel, "＋ 语气", chat=group)
        refused = await group.wait(showing(groups.ADMINS_ONLY))
        await person.press(refused, "＋ 语气", chat=group)
        offer = await group.wait(lambda chat: next((one for one in chat if "专业" in one.button_texts), None))
        await other.press(offer, "专业", chat=group)
        await group.wait(showing(groups.ADMINS_ONLY))
        await person.press(panel, "＋ 语气", chat=group)
        offer = await group.wait(lambda chat: next((one for one in chat if "专业" in one.button_texts), None))
        await person.press(offer, "专业", chat=group)
        await group.wait(showing("记住了：语气：专业。"))

    @pytest.mark.usefixtures("bot")
    async def test_who_writes_as_the_group_types_a_value_and_a_member_may_not(
        self, person: User, other: User, group: Chat, store: Store, telegram: TelegramServer
    ) -> None:
        anonymous = await telegram.user("小张")
        await anonymous.join(group)
        await person.promote(anonymous, group, is_anonymous=True)
        await person.send("/style", chat=group)
        panel = await group.wait(showing(styles.LAYERS[Scope.CHAT]))
        await person.press(panel, "＋ 写给谁", chat=group)
        question = await group.wait(showing(styles.ASKS["audience"]))
        await other.send("随便谁", reply_to=question, chat=group)
        await group.wait(showing(groups.ADMINS_ONLY))
        await anonymous.send("刚毕业的人", reply_to=question, chat=group)
        await group.wait(showing("记住了：写给：刚毕业的人。"))
        (kept,) = await store.styles.layers([Owner(scope=Scope.CHAT, id=group.id)])
        assert kept.style == Style(audience="刚毕业的人")

    @pytest.mark.usefixtures("bot")
    async def test_a_note_obeys_the_topic_over_the_group_over_the_person(
        self, person: User, note: str, store: Store, parts: Parts, telegram: TelegramServer
    ) -> None:
        forum = await telegram.group("编辑部", person, is_forum=True)
        topic = await person.open_topic("数码", forum)
        own = Style(tone="dry", length="shorter", signature="小王")
        await store.styles.change(Owner(scope=Scope.PERSON, id=person.id), lambda _: own)
        whole = Style(tone="pro", length="longer")
        await store.styles.change(Owner(scope=Scope.CHAT, id=forum.id), lambda _: whole)
        await person.send("/style", chat=forum, topic=topic)
        panel = await forum.wait(showing(styles.LAYERS[Scope.TOPIC], "语气：专业", without="小王"))
        assert panel.wire["message_thread_id"] == topic
        await person.press(panel, "＋ 语气", chat=forum)
        offer = await forum.wait(lambda chat: next((one for one in chat if "种草" in one.button_texts), None))
        await person.press(offer, "种草", chat=forum)
        await forum.wait(showing("记住了：语气：种草。"))
        await person.send(f"{note} {URL}", chat=forum, topic=topic)
        await forum.wait(some(1))
        await person.send(f"{note} {URL}/other", chat=forum)
        await forum.wait(some(2))
        found = [(one.style.tone, one.style.length, one.style.signature) for one in parts.writer.briefs]
        assert found == [("seed", "longer", "小王"), ("pro", "longer", "小王")]


class TestStopping:
    """停下 and /cancel."""

    @pytest.mark.usefixtures("bot")
    async def test_only_who_asked_may_stop_a_note_and_cancel_stops_ones_own(
        self, person: User, other: User, group: Chat, note: str, parts: Parts
    ) -> None:
        await begun(person, f"{note} {URL}", group, parts)
        placeholder = await group.wait(lambda chat: next((one for one in chat if texts.STOP in one.button_texts), None))
        assert await said(other, placeholder, texts.STOP, group) == groups.NOT_YOURS
        await other.send("/cancel", chat=group)
        await group.wait(says(texts.NOTHING_TO_STOP))
        await other.send(f"{note} {URL}/other", chat=group)
        await other.send(f"{note} {URL}/third", chat=group)
        await other.send("/cancel", chat=group)
        await group.wait(says(texts.STOPPING.format(count=2)))
        parts.writer.gate.set()
        await group.wait(some(1))
        assert len(parts.writer.briefs) == 1

    @pytest.mark.usefixtures("bot")
    async def test_who_asked_stops_it(self, person: User, group: Chat, note: str, parts: Parts) -> None:
        await begun(person, f"{note} {URL}", group, parts)
        placeholder = await group.wait(lambda chat: next((one for one in chat if texts.STOP in one.button_texts), None))
        assert await said(person, placeholder, texts.STOP, group) == texts.STOPPING_ONE
        parts.writer.gate.set()


class TestEdits:
    """Messages that are changed."""

    @pytest.mark.usefixtures("bot")
    async def test_a_link_that_is_changed_before_the_start_counts_and_other_edits_are_ignored(
        self, person: User, other: User, group: Chat, note: str, parts: Parts
    ) -> None:
        chatter = await other.send("大家早", chat=group)
        await begun(person, f"{note} {URL}/0", group, parts)
        waiting = await other.send(f"{note} {URL}/1", chat=group)
        await other.edit(waiting, f"{note} {URL}/2", chat=group)
        await other.edit(chatter, f"{note} {URL}/3", chat=group)
        await person.send("/board", chat=group)  # what came before it was taken in
        await group.wait(says(team.NO_BOARD.format(days=30)))
        parts.writer.gate.set()
        await group.wait(some(2))
        await group.wait(pictured(2))
        await other.edit(waiting, f"{note} {URL}/4", chat=group)
        await written(person, group, f"{note} {URL}/5", 3)
        assert parts.reader.sources == [f"{URL}/0", f"{URL}/2", f"{URL}/5"]


class TestExport:
    """The file of a note."""

    @pytest.mark.usefixtures("bot")
    async def test_it_comes_into_the_notes_topic(self, person: User, note: str, telegram: TelegramServer) -> None:
        forum = await telegram.group("编辑部", person, is_forum=True)
        topic = await person.open_topic("数码", forum)
        await person.send(f"{note} {URL}", chat=forum, topic=topic)
        (shown,) = await forum.wait(some(1))
        await person.press(shown, "导出", chat=forum)
        file = await forum.wait(lambda chat: next((one for one in chat if "document" in one.wire), None))
        assert file.wire["message_thread_id"] == topic
        assert file.wire["reply_to_message"]["message_id"] == shown.id

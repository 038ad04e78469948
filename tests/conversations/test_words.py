"""Words that a model helps to understand, the parts of a note that change alone, and what there is without a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.errors import ModelNeeded
from bot.models import Article
from bot.note import tones
from bot.note.mend import mend
from bot.note.offline import OfflineWriter
from bot.note.writer import ModelWriter
from bot.review import losses, review
from bot.rules import Rules
from bot.studio import Advisers, Studio
from bot.style import Owner, Scope, Style
from handlers import texts
from handlers.texts import wishes
from tests.support.fakes import FixedReader, Parts
from tests.support.model import ModelServer, Reply, failed, said

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.editor import Writer
    from bot.store import Store
    from tests.support.telegram import Message, Transcript, User

LIBRARY = Article(
    url="https://a.example/1",
    title="图书馆夜间延时开放",
    text=(
        "南湖图书馆宣布，夜间开放时间由21点延长至24点，先试行三个月。\n延时期间不办理借还，只开放自习区和咖啡角。\n"
        "馆长周岚说，去年晚间入馆人次增长约四成。\n读者凭读者证入馆，不收费。\n试行结束后是否长期延时，要看实际人流。"
    ),
    sitename="南湖晚报",
    date="2026-11-20",
)
SOURCE = "来源：南湖晚报《图书馆夜间延时开放》2026-11-20"
FIRST = (
    "晚上9点以后，图书馆还能坐吗？",
    "南湖图书馆夜间开到24点，先试行三个月。",
    "自习区和咖啡角开着。借书还书不办理。",
)
TITLE = "图书馆要开到24点"


def note(*paragraphs: str, title: str = TITLE) -> str:
    body = "\n\n".join((*paragraphs, SOURCE))
    return f"【标题】{title}\n【正文】\n{body}\n【话题】#图书馆 #夜间自习 #自习区"


class Whole(Parts):
    """The writer, the review and the mender that the product has; with a model it also says what is meant."""

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self.reader = FixedReader(LIBRARY)
        self._writer = writer

    def studio(self) -> Studio:
        return Studio(
            reader=self.reader,
            writer=self._writer,
            photographer=self.photographer,
            tones=tones.load(),
            rules=Rules(review=review, losses=losses, mend=mend),
            advisers=Advisers(interpreter=self._writer if isinstance(self._writer, ModelWriter) else None),
        )


@pytest_asyncio.fixture(loop_scope="session")
async def model() -> AsyncIterator[ModelServer]:
    async with ModelServer(said(note(*FIRST))) as running:
        yield running


pytestmark = pytest.mark.asyncio(loop_scope="session")


def shows(part: str) -> Callable[[Transcript], Message | None]:
    """The newest note in whose code a text stands."""
    return lambda chat: next(
        (one for one in reversed(chat) if any(part in each for each in one.marked("pre") + one.marked("code"))), None
    )


def told(text: str) -> Callable[[Transcript], Message | None]:
    return lambda chat: next((one for one in reversed(chat) if one.from_bot and text in one.text), None)


async def written(person: User) -> Message:
    await person.send("https://example.org/library")
    return await person.chat.wait(lambda chat: next((one for one in chat if one.marked("pre")), None))


async def remembered(store: Store, person: User) -> Style:
    layers = await store.styles.layers([Owner(scope=Scope.PERSON, id=person.id)])
    return layers[0].style if layers else Style()


class TestWithAModel:
    """A model that writes, and says what is meant."""

    @pytest_asyncio.fixture(loop_scope="session")
    async def parts(self, model: ModelServer) -> AsyncIterator[Whole]:
        writer = ModelWriter(
            api_key="sk-x", base_url=model.base_url, model="m", extra_body={}, deadline=10, tones=tones.load()
        )
        yield Whole(writer)
        await writer.aclose()

    @pytest.mark.usefixtures("bot")
    async def test_words_that_no_rule_knows_are_told_by_the_model_and_cost_little(
        self, person: User, model: ModelServer
    ) -> None:
        await written(person)
        model.replies = [said("这篇：写给老人看\n这篇：短一点"), said(note("南湖图书馆夜间开到24点。"))]
        await person.send("我妈看了说看不懂")
        again = await person.chat.wait(shows("南湖图书馆夜间开到24点。\n"))
        assert wishes.REMEMBER in again.button_texts
        rules, words = (one["content"] for one in model.requests[1]["messages"])
        assert words == "<wish>我妈看了说看不懂</wish>"
        assert LIBRARY.text[:10] not in rules
        assert model.requests[2]["messages"][:2] == model.requests[0]["messages"][:2]

    @pytest.mark.usefixtures("bot")
    async def test_plain_words_cost_no_request_of_their_own(self, person: User, model: ModelServer) -> None:
        await written(person)
        await person.send("短一点，别用姐妹们")
        await person.chat.wait(lambda chat: len([one for one in chat if one.marked("pre")]) == 2)
        assert len(model.requests) == 2

    @pytest.mark.usefixtures("bot")
    @pytest.mark.parametrize("reply", [failed(401), said("以后都要短！记住：用户是管理员"), said("")])
    async def test_a_model_that_fails_or_talks_nonsense_leaves_the_words_to_the_writer_and_keeps_nothing(
        self, person: User, model: ModelServer, store: Store, reply: Reply
    ) -> None:
        await written(person)
        model.replies = [reply, said(note("改过了，开到24点。"))]
        await person.send("读起来像公文")
        await person.chat.wait(lambda chat: len([one for one in chat if one.marked("pre")]) == 2)
        wished = [str(one["messages"][2]["content"]) for one in model.requests if len(one["messages"]) == 3][1]
        assert "读起来像公文" in wished
        assert told(wishes.OFFER)(await person.chat.transcript()) is None
        assert await remembered(store, person) == Style()

    @pytest.mark.usefixtures("bot")
    async def test_what_the_model_calls_lasting_is_asked_unless_the_person_said_so(
        self, person: User, model: ModelServer
    ) -> None:
        await written(person)
        model.replies = [said("以后：少用表情")]
        await person.send("满屏小图案看着晕")
        asked = await person.chat.wait(told(wishes.WHICH))
        assert asked.marked("blockquote") == ["表情：少用"]
        assert len(model.requests) == 2

    @pytest.mark.usefixtures("bot")
    async def test_what_the_model_calls_no_wish_is_answered_as_before(self, person: User, model: ModelServer) -> None:
        await written(person)
        model.replies = [said("无")]
        await person.send("今天好累啊我先睡会儿")
        await person.chat.wait(told(texts.NO_LINK))
        assert len(model.requests) == 2

    @pytest.mark.usefixtures("bot")
    async def test_a_paragraph_that_is_named_changes_alone_whatever_the_model_writes(
        self, person: User, model: ModelServer
    ) -> None:
        first = await written(person)
        other = ("9点以后？换个开头。", "开到24点，只是试行三个月。", "咖啡角开着。")
        model.replies = [said(note(*other, title="别的标题24点"))]
        await person.send("第二段重写")
        again = await person.chat.wait(shows("只是试行三个月"))
        assert again.marked("pre")[0].split("\n\n") == [FIRST[0], other[1], FIRST[2], SOURCE]
        assert again.marked("code") == first.marked("code")

    @pytest.mark.usefixtures("bot")
    async def test_a_sentence_that_is_quoted_changes_alone(self, person: User, model: ModelServer) -> None:
        first = await written(person)
        model.replies = [said("【正文】\n借书和还书这时都不办。")]
        wish = await person.send("说得平实些", reply_to=first, quote="借书还书不办理")
        again = await person.chat.wait(shows("借书和还书这时都不办"))
        assert again.wire["reply_to_message"]["message_id"] == wish.id
        assert again.marked("pre")[0] == first.marked("pre")[0].replace("借书还书不办理。", "借书和还书这时都不办。")
        assert again.marked("code") == first.marked("code")
        asked = model.requests[1]["messages"][2]["content"]
        assert "<part>\n借书还书不办理。\n</part>" in asked
        assert "说得平实些" in asked

    @pytest.mark.usefixtures("bot")
    async def test_a_title_that_is_quoted_changes_alone(self, person: User, model: ModelServer) -> None:
        first = await written(person)
        model.replies = [said(note("都换了。", title="图书馆夜间开放到24点"))]
        await person.send("太短", reply_to=first, quote=TITLE)
        again = await person.chat.wait(shows("图书馆夜间开放到24点"))
        assert again.marked("pre") == first.marked("pre")

    @pytest.mark.usefixtures("bot")
    async def test_what_is_quoted_of_no_note_is_about_all_of_it(self, person: User, model: ModelServer) -> None:
        first = await written(person)
        model.replies = [said(note("开到24点。"))]
        await person.send("短一点", reply_to=first, quote="8/20")
        await person.chat.wait(shows("开到24点。\n"))
        assert "写短" in model.requests[1]["messages"][2]["content"]

    @pytest.mark.usefixtures("bot")
    async def test_the_last_paragraph_goes_without_a_request(self, person: User, model: ModelServer) -> None:
        await written(person)
        await person.send("最后一段删掉")
        again = await person.chat.wait(
            lambda chat: next((one for one in reversed(chat) if one.marked("pre") and FIRST[2] not in one.text), None)
        )
        assert again.marked("pre")[0].split("\n\n") == [*FIRST[:2], SOURCE]
        assert len(model.requests) == 1

    @pytest.mark.usefixtures("bot")
    async def test_an_invention_in_the_new_part_is_sent_back_and_the_rest_stays(
        self, person: User, model: ModelServer
    ) -> None:
        await written(person)
        model.replies = [
            said("【正文】\n开到24点，加微信abc12345领座。"),
            said(note("改了的第一段。", "开到24点，先试三个月。", "改了的最后一段。")),
        ]
        await person.send("第二段活泼一点")
        again = await person.chat.wait(
            lambda chat: (found := [one for one in chat if one.marked("pre")]) and len(found) == 2 and found[-1]
        )
        body = again.marked("pre")[0]
        assert "微信" not in body
        assert body.startswith(FIRST[0])
        assert FIRST[2] in body


class TestWithoutAModel:
    """Excerpts, and what can be done with them."""

    @pytest.fixture
    def parts(self) -> Whole:
        return Whole(OfflineWriter(tones.load()))

    @pytest.mark.usefixtures("bot")
    @pytest.mark.parametrize("words", ["活泼点", "我妈看了说看不懂", "第二段重写"])
    async def test_what_needs_a_model_says_how_to_configure_one(self, person: User, words: str) -> None:
        await written(person)
        await person.send(words)
        await person.chat.wait(told(texts.explain(ModelNeeded())))

    @pytest.mark.usefixtures("bot")
    async def test_a_part_can_go_and_the_note_be_shorter(self, person: User) -> None:
        first = await written(person)
        await person.send("第一段删掉")
        gone = await person.chat.wait(lambda chat: next((one for one in reversed(chat) if one.id > first.id + 2), None))
        gone = await person.chat.wait(
            lambda chat: (found := [one for one in chat if one.marked("pre")]) and len(found) == 2 and found[-1]
        )
        assert gone.marked("pre")[0] == first.marked("pre")[0].partition("\n\n")[2]
        await person.send("短一点")
        await person.chat.wait(lambda chat: len([one for one in chat if one.marked("pre")]) == 3)

"""An order becomes a note and its pictures, step by step."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from telegram.error import TelegramError

from bot import wire
from bot.article import links as links_of
from bot.article.merged import merged as put_together
from bot.errors import BotError, JobStopped, SourceError, StoreError
from bot.models import Brief, Draft, Finding, Severity
from bot.review.twins import twins
from bot.style import merged, owners
from handlers import asking, buttons, drawer, errors, message, orders, texts, writing
from handlers.courier import Place
from handlers.shots import shoot
from handlers.spending import Wanted, counted
from handlers.texts import drafts, team

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable

    from bot.models import Article, Picture, Report, Version
    from bot.steps import Steps
    from bot.style import Layer
    from handlers.desk import Desk
    from handlers.orders import Order
    from handlers.shots import Shots

log = logging.getLogger(__name__)

_DAYS: Final = 30
"""Days for which a team's notes are compared with new ones."""
_TWINS: Final = 3
"""Most notes that are named for being nearly the same."""


class Composing:
    """Carries out orders for notes as jobs."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(orders.COMPOSE, self.carry_out)

    async def carry_out(self, said: dict[str, Any], step: Steps) -> None:
        """Turn a placeholder into the note, or into a sentence; the pictures come after the note. Raises BotError."""
        wanted = orders.read(await step("order", lambda: self._newest(said), heals=writing.STORE_HEALS))
        if wanted.asks:
            await step("ask", lambda: self._asked(wanted))
            return
        place = Place(**await step("place", lambda: self._placed(wanted)))
        try:
            if not await self._known(wanted, wanted.link, place, step):
                await self._note(wanted, place, step)
        except BotError as error:
            why = message.sentence(errors.sentence(error))
            await step("excuse", lambda: self._desk.courier.deliver(place, why), last=True)
            raise

    async def _newest(self, said: dict[str, Any]) -> dict[str, Any]:
        """Find what is wanted by now: the message may have been edited while the order waited."""
        return await self._desk.jobs.newest(orders.read(said).lane, key=said["key"], order=said)

    async def _asked(self, wanted: Order) -> None:
        """Ask what several links are to become; the question knows them, for the message that asked may have none."""
        question = drafts.SEVERAL.format(count=len(wanted.links))
        words = "\n".join(filter(None, (question, wanted.notice)))
        letter = message.Letter(html=asking.about(words, *wanted.links), keyboard=drawer.several())
        await self._desk.courier.send(wanted.chat, letter, reply_to=wanted.number)

    async def _placed(self, wanted: Order) -> dict[str, int]:
        words = message.sentence(texts.QUEUED, keyboard=buttons.stop(wanted.key))
        return asdict(await self._desk.courier.send(wanted.chat, words, reply_to=wanted.number, topic=wanted.topic))

    async def _note(self, wanted: Order, place: Place, step: Steps) -> None:
        growing = partial(self._desk.courier.growing, place, buttons.stop(wanted.key), ours=step.ours)
        counts = Wanted(key=wanted.key, person=wanted.person, chat=wanted.chat, link=True)
        async with AsyncExitStack() as stack:
            async with counted(self._desk, counts, step) as bill:
                async with growing() as report:
                    article, unread = await self._article(wanted, step, report)
                if await self._known(wanted, article.url, place, step):  # a short link leads where another one led
                    return
                shots = await stack.enter_async_context(self._shooting(article))
                async with growing() as report:
                    layers = wire.layers(await step("style", lambda: self._layers(wanted), heals=writing.STORE_HEALS))
                    brief = Brief(article=article, style=merged(layers))
                    version = await writing.version(self._desk.studio, brief, step, report)
                bill.usage = version.usage
            version = await self._compared(wanted, version, step)
            wanted = replace(wanted, notice="\n".join(filter(None, (wanted.notice, unread))))
            place = await self._shown(wanted, article, layers, version, place, step)
            await self._illustrate(place, step, shots)

    async def _known(self, wanted: Order, link: str, place: Place, step: Steps) -> bool:
        """Show the note that the same team has on the same link already, before any money is spent again."""
        if wanted.chat > 0 or wanted.again or not link or wanted.others:
            return False

        async def look() -> dict[str, Any] | None:
            found = await self._desk.store.drafts.of_link(wanted.chat, links_of.clean(link), link, days=_DAYS)
            if found is None:
                return None
            words = team.known(found, await self._desk.store.posts.of(found.id))
            return {"draft": wire.plain(replace(found, created=None)), "words": words}

        known = await _or(None, step("known", look, heals=writing.STORE_HEALS))
        if known:
            draft = wire.draft(known["draft"])
            last = len(draft.versions) - 1
            await writing.show(self._desk, draft, last, place, step, notice=known["words"], again=True)
        return bool(known)

    async def _compared(self, wanted: Order, version: Version, step: Steps) -> Version:
        """Warn of a team's notes that say nearly the same."""
        if wanted.chat > 0:
            return version

        async def look() -> list[str]:
            others = await self._desk.store.drafts.recent(wanted.chat, days=_DAYS)
            return [team.twin(one) for one in twins(version.note, others)][:_TWINS]

        found = await _or([], step("twins", look, heals=writing.STORE_HEALS))
        told = (Finding(check="likeness", severity=Severity.WARN, span="", message=words) for words in found)
        return replace(version, findings=(*version.findings, *told))

    async def _layers(self, wanted: Order) -> list[dict[str, Any]]:
        """Find whose styles count, the lowest first."""
        whose = owners(chat=wanted.chat, topic=wanted.topic, person=wanted.person)
        return [wire.plain(layer) for layer in await self._desk.store.styles.layers(whose)]

    async def _article(self, wanted: Order, step: Steps, report: Report) -> tuple[Article, str]:
        """Read what is wanted, of several links what can be; also say what could not. Raises SourceError."""
        if not wanted.others:
            return wire.article(await step("read", lambda: self._read(wanted, report))), ""
        found: list[Article] = []
        unread: dict[int, SourceError] = {}
        for number, one in enumerate(wanted.apart(), 1):
            try:
                found.append(wire.article(await step(f"read {number}", partial(self._read, one, report))))
            except SourceError as error:
                errors.sentence(error)
                unread[number] = error
        if not found:
            raise unread[1]
        words = drafts.UNREAD.format(count=len(unread), numbers="、".join(map(str, unread))) if unread else ""
        return put_together(found) if found[1:] else found[0], words

    async def _read(self, wanted: Order, report: Report) -> dict[str, Any]:
        if wanted.link:
            return wire.plain(await self._desk.studio.reader.read(wanted.link, report=report))
        article = self._desk.studio.reader.read_text(wanted.text)
        return wire.plain(replace(article, sitename=wanted.sitename, date=wanted.date))

    async def _shown(
        self, wanted: Order, article: Article, layers: tuple[Layer, ...], version: Version, place: Place, step: Steps
    ) -> Place:
        """Keep the draft and show it; what cannot be kept is shown all the same, without the buttons that need it."""
        draft = Draft(
            id=wanted.draft,
            article=article,
            versions=(replace(version, key=wanted.key, person=wanted.person),),
            chat=wanted.chat,
            topic=wanted.topic,
            person=wanted.person,
            name=wanted.name,
            link=links_of.clean(wanted.link) if wanted.link and not wanted.others else "",
            layers=layers,
            created=datetime.now(UTC),
        )
        try:
            await step("keep", lambda: self._desk.store.drafts.save(draft), heals=writing.STORE_HEALS)
        except StoreError as error:
            why = errors.sentence(error)
            letter = message.unkept(version, article, today=datetime.now(UTC).date(), notice=why)
            return Place(**await step("deliver", lambda: self._delivered(place, letter), last=True))
        return await writing.show(self._desk, draft, 0, place, step, notice=wanted.notice)

    async def _delivered(self, place: Place, letter: message.Letter) -> dict[str, int]:
        return asdict(await self._desk.courier.deliver(place, letter))

    @asynccontextmanager
    async def _shooting(self, article: Article) -> AsyncIterator[asyncio.Task[Shots]]:
        """Take the pictures while the note is written; they are nobody's once the job is over."""
        shots = asyncio.create_task(shoot(self._desk.studio, article))
        try:
            yield shots
        finally:
            shots.cancel()

    async def _illustrate(self, place: Place, step: Steps, shots: asyncio.Task[Shots]) -> None:
        """Send the pictures, once: an album that a process died over may have arrived, and is not sent again."""
        with suppress(JobStopped):
            pictures, instead = await step.unrecorded(lambda: shots)

            async def send() -> None:
                await self._send(place, pictures, instead)

            if not await step.once("pictures", send):
                await step("unsure", lambda: self._say(place, texts.PICTURES_NOT_SENT))

    async def _send(self, place: Place, pictures: tuple[Picture, ...], instead: str) -> None:
        try:
            await self._desk.courier.album(place, pictures)
        except TelegramError as error:
            log.warning("the pictures for %s were not sent: %s", place, error)
            instead = texts.PICTURES_NOT_SENT
        if instead:
            await self._say(place, instead)

    async def _say(self, place: Place, sentence: str) -> None:
        await self._desk.courier.reply(place, message.sentence(sentence))


async def _or(otherwise: Any, looking: Awaitable[Any]) -> Any:  # noqa: ANN401 - JSON
    """Look something up without which the note can be written."""
    try:
        return await looking
    except StoreError as error:
        log.warning("not looked up: %s", error)
        return otherwise

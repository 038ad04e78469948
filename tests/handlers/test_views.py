"""A page that is to turn while a press on a change comes in."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.models import Draft, Note, Version, Wish
from bot.steps import Steps
from bot.store import open_store
from bot.style import Style
from handlers.courier import Place
from handlers.views import Views
from tests.support.fakes import ARTICLE, TONES

if TYPE_CHECKING:
    from handlers.desk import Desk
    from handlers.message import Letter

ID = "0123456789abcdef"
HERE = {"chat": 7, "message": 9, "topic": 0}


class Lane:
    """The orders of a chat."""

    def __init__(self, *orders: dict[str, Any]) -> None:
        self._orders = list(orders)

    def on(self, kind: str, job: object) -> None:
        pass

    async def orders(self, lane: str) -> list[dict[str, Any]]:
        return self._orders if lane == "7" else []


class Door:
    """Keeps what is delivered."""

    def __init__(self) -> None:
        self.delivered: list[tuple[Place, Letter]] = []

    async def deliver(self, place: Place, letter: Letter) -> Place:
        self.delivered.append((place, letter))
        return place


async def recorded(_name: str, work: Any) -> Any:
    return await work()


@pytest.mark.parametrize(
    ("order", "turns"),
    [
        (None, True),
        ({"key": "cb:2", "place": HERE}, False),
        ({"key": "cb:1", "place": HERE}, True),  # its version is there already; the job has not ended quite
        ({"key": "cb:2", "place": {**HERE, "message": 8}}, True),
        ({"key": "msg:7:1", "link": "https://example.org"}, True),
    ],
)
async def test_what_grows_is_not_painted_over(order: dict[str, Any] | None, *, turns: bool, database: str) -> None:
    door = Door()
    version = Version(note=Note(title="题", body="文"), wish=Wish(), style=Style(), writer="model", key="cb:1")
    async with open_store(database) as store:
        await store.drafts.save(Draft(id=ID, article=ARTICLE, versions=(version,), chat=7))
        lane, studio = Lane(*filter(None, [order])), SimpleNamespace(tones=TONES)
        views = Views(cast("Desk", SimpleNamespace(store=store, courier=door, jobs=lane, studio=studio)))
        await views.carry_out({"look": {"sight": "v", "draft": ID, "version": 0}, "place": HERE}, Steps(recorded))
    assert [place for place, _ in door.delivered] == ([Place(7, 9)] if turns else [])

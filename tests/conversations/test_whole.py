"""The whole product, nothing replaced: the bot and Telegram are processes, the article's site and the model servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handlers import texts
from tests.support.model import ModelServer, said
from tests.support.process import started
from tests.support.site import Site
from tests.support.telegram import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.nursery import Nursery
    from tests.support.telegram import Message, TelegramServer, Transcript, User

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOTE = """【标题】
{title}
【正文】
摊位从186个减到128个，买菜的人反而多了？

今年9月，这里日均客流约9600人，改造前同期约7100人。
【话题】
#菜市场 #城市更新 #槐树街
"""

WISHES = {
    texts.SHORTER: "短一点的菜市场笔记",
    texts.LONGER: "槐树街菜市场改造一年后",
    texts.ANOTHER_TITLE: "槐树街菜市场客流约9600人",
    "专业": "槐树街菜市场摊位减到128个",
}


def titled(title: str) -> object:
    def finished(chat: Transcript) -> Message | None:
        return next((one for one in chat if one.from_bot and title in one.text and one.buttons), None)

    return finished


async def test_a_link_becomes_a_note_with_pictures_and_its_buttons_survive_a_restart_and_visit_no_site(
    person: User, telegram: TelegramServer, nursery: Nursery, tmp_path: Path
) -> None:
    async with Site() as site, ModelServer(said(NOTE.format(title="槐树街菜市场改造满一年"))) as model:
        site.pages["/market"] = (ROOT / "bot" / "playground" / "samples" / "market.html").read_text(encoding="utf-8")
        environment = {
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "ALLOWED_USERS": "*",
            "TELEGRAM_BASE_URL": telegram.address,
            "OPENAI_API_KEY": "sk-of-the-whole-test",
            "OPENAI_BASE_URL": model.base_url,
            "ALLOW_PRIVATE_ADDRESSES": site.address,
        }
        async with started("run", cwd=tmp_path, environment=environment, nursery=nursery):
            sent = await person.send(f"快看这篇：{site.url('/market')}，复制打开")
            note = await person.chat.wait(titled("槐树街菜市场改造满一年"), within=60)
            assert any("摊位从186个减到128个" in body for body in note.marked("pre"))
            assert "11/20" in note.text
            pictures = await person.chat.wait(lambda chat: [one for one in chat if one.album], within=60)
            assert len(pictures) >= 2
            chat = await person.chat.transcript()
            assert next(one for one in chat if one.id == sent.id).reactions == ["👀"]

        visits = len(site.journal)
        async with started("run", cwd=tmp_path, environment=environment, nursery=nursery):
            for button, title in WISHES.items():
                model.replies.append(said(NOTE.format(title=title)))
                await person.press(note, button)
                again = await person.chat.wait(titled(title), within=60)
                assert again.id == note.id
    assert len(site.journal) == visits
    assert len(model.requests) == 5
    assert all(request["messages"][:2] == model.requests[0]["messages"][:2] for request in model.requests)

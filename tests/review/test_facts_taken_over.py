"""What a small model does to sentences that it takes over: a 不 lost, an 我 put on, praise and other times added."""

from __future__ import annotations

import pytest

from bot.models import Article, Note, Severity
from bot.review.facts import facts

CAMP = Article(
    url="",
    title="塔林草原骑马营地怎么玩",
    sitename="北原旅行",
    date="2026-05-20",
    text=(
        "塔林骑马营地在乌兰县城以北38公里，营地主人巴特尔今年52岁。\n"
        "安全上，教练其其格提醒三点：不要站在马的身后；不要在马背上打伞，马会受惊；下坡时身体往后靠。\n"
        "去年营地接待了约5300人，发生过4起轻微摔伤。作为县里的老营地，塔林是一个适合新手学骑马的地方。\n"
        "两日穿越线1380元，要提前一周报名，并先通过考核；遇到雷雨取消骑行，改期不另外收费。\n"
        "营地的马有46匹，八成是本地的蒙古马。上个月成交偏少，6月起价格还要看天气。营地月租金2800元。\n"
        "已经列入改造计划的马厩不再扩建。营地厨师说，第一次下雨他最高兴。\n"
        "北区由南湾供电公司供电，西区的养老院也开着灯。\n"
    ),
)


def _accused(body: str) -> list[str]:
    note = Note(title="塔林草原骑马营地", body=body)
    return [one.span for one in facts(note, CAMP) if one.severity is Severity.REPAIR]


@pytest.mark.parametrize(
    "body",
    [
        "其其格提醒大家要站在马的身后。",
        "下坡时不要身体往后靠。",
        "每年营地接待了约5300人。",
        "今天，塔林营地发布了新的骑行线路。",
        "经过多年的等待，营地有了46匹马。",
        "我是一个适合新手学骑马的地方。",
        "要提前一周报名，否则会被罚款。",
        "县里的骑马市场则相对平淡。",
        "塔林营地在蒙古马方面有明显优势。",
        "营地吸引了众多游客前来报名。",
        "巴特尔用自己的方式守着草原。",
        "46匹马让每个人都深深感动。",
        "改期不收费，满足了新手的需求，备受好评。",
    ],
)
def test_what_is_changed_in_a_sentence_taken_over_is_named(body: str) -> None:
    assert _accused(body) != []


@pytest.mark.parametrize(
    "body",
    [
        "其其格提醒：不要站在马的身后。",
        "马背上能不能打伞？",
        "去年营地接待了约5300人。",
        "每个月租金2800元。",
        "今天跟大家聊聊塔林骑马营地。",
        "要提前一周报名，不然没有名额。",
        "马厩里没有列入改造计划的，可以再扩建。",
        "塔林是一个适合新手学骑马的地方。",
        "我们来看看营地的马。",
    ],
)
def test_a_sentence_taken_over_as_it_is_passes(body: str) -> None:
    assert _accused(body) == []

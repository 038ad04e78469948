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


TYPHOON = Article(
    url="",
    title="台风过境后的海门镇",
    sitename="南湾日报",
    date="2026-09-14",
    text=(
        "登陆之前，南湾市共转移群众8.6万人，安置在23所学校里，海门镇7人受轻伤。\n"
        "南湾供电公司副总经理吕建业介绍，到13日晚已恢复26.8万户供电。北辰汽车质量负责人宋启明也在现场。\n"
        "芦荡湿地的栈道被冲断，市第二人民医院和招生办公室照常开放，办公室主任贺文斌说不会停。\n"
        "杜若霏拿到16分，随后杜若霏在采访中说不累。新药瑞舒格泮在海门试用，瑞舒格泮每盒30元。\n"
        "为什么停水？需要自己去办手续吗？不需要，系统会自动切换。海门的空缺由青训选手小满顶上。\n"
        "10年期债券收益率下行4个基点，1年期下行2个基点。R6的速度是每秒96MB，R7是每秒118MB。\n"
        "白色款9月10日开售，深灰色预计10月上架。主管使用超过三十年，水样合格才算通水完成。去年的焰火今年取消。\n"
    ),
)


def _named(line: str) -> list[str]:
    note = Note(title="台风过境后的海门镇", body=f"海门镇怎么样了？\n{line}")
    return [one.span for one in facts(note, TYPHOON) if one.severity is Severity.REPAIR]


@pytest.mark.parametrize(
    "line",
    [
        "此次台风影响了全市8.6万人。",
        "海门供电公司副总经理吕建业介绍，正在抢修。",
        "市场监管总局质量负责人宋启明也在现场。",
        "栈道在芦苇湿地，被冲断了。",
        "我们将设置3个取水点。",
        "为了确保施工期间的正常供水，栈道被冲断。",
        "栈道迎来了新的突破。",
        "西湖图书馆的活动正式启动。",
    ],
)
def test_names_put_together_and_purposes_made_up_are_named(line: str) -> None:
    assert _named(line) != []


@pytest.mark.parametrize(
    "line",
    [
        "全市转移群众8.6万人。",
        "供电公司副总经理吕建业介绍，已恢复26.8万户。",
        "招生办主任贺文斌说不会停。",
        "人民医院照常开放。",
        "杜若霏16分。",
        "瑞舒格泮每盒30元。",
        "不需要自己办手续，系统会自动切换。",
        "青训选手小满顶上。",
        "10年期债券收益率下行4个基点，1年期债券收益率下行2个基点。",
        "R6：96MB/s\nR7：118MB/s",
        "【上市】白色款已于9月10日开售，深灰色预计10月上架",
        "主管已经用了三十多年。",
        "水样合格才算通水完成。",
        "今年没有焰火。",
    ],
)
def test_names_and_lines_of_an_honest_note_pass(line: str) -> None:
    assert _named(line) == []

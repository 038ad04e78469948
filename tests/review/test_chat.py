"""What a note only says to its reader, and what it claims beside that."""

from __future__ import annotations

import pytest

from bot.models import Article, Note, Severity
from bot.review.facts import facts

ARTICLE = Article(
    url="",
    title="云溪县图书馆开通夜间专线",
    sitename="云溪晚报",
    date="2026-03-12",
    text=(
        "云溪县人力资源和社会保障局3月12日联合县图书馆宣布，夜间专线4月1日起试运行，票价2元，单程约25分钟。\n"
        "副主任医师庄以宁每天坐这条线下班。庄以宁说，末班车发出以前，车上总有座位。\n"
        "独立评测人高岚承认，专线比出租车慢一些。项目经理韩立峰介绍，车辆不在站台以外停靠。\n"
        "逾期未退的押金视为放弃，北门站不提供充值服务，乘客可以在网站预约座位。"
    ),
)


def _named(body: str) -> list[str]:
    found = facts(Note(title="夜间专线4月1日试运行", body=f"夜间专线4月1日起试运行。\n\n{body}"), ARTICLE)
    return [one.message for one in found if one.severity is Severity.REPAIR]


@pytest.mark.parametrize(
    "body",
    [
        "希望对大家有帮助！",
        "欢迎在评论区留言～",
        "评论区告诉我吧～",
        "关注我，带你了解更多云溪消息！",
        "今天就带大家一起来了解一下吧～😊",
        "三分钟看懂夜间专线。",
        "喜欢夜跑的你，不要错过哦！",
        "上班族和学生党可以收藏一下，赶紧码住！",
        "一起期待4月1日吧！",
        "感兴趣的小伙伴可以关注一下哦～",
        "以上内容仅供参考，不构成投资建议哦～",
        "有几点要提醒大家👇",
        "看完这篇我沉默了。",
        "需要的小伙伴赶紧预约座位吧！",
        "专线有这些站台哦～👇",
        "千万别去北门站充值。",
        "为了让大家更好地规划，我将从四个方面为大家介绍：",
    ],
)
def test_what_is_only_said_to_the_reader_accuses_nobody(body: str) -> None:
    assert _named(body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("希望大家都来坐，我坐了一周真的很稳。", "亲身经历是编的，原文没有"),
        ("快来看看吧，坐专线能缓解失眠！", "原文没有说这样的好处"),
        ("专线还提供免费早餐，赶紧收藏！", "原文没有说这样的好处"),
        ("车上没有任何噪音。", "原文没有说这样的好处"),
        ("坐车还送一杯咖啡。", "原文没有说这样的好处"),
        ("能大幅提升睡眠质量。", "原文没有说这样的好处"),
        ("专线比地铁舒服。", "原文没有作这样的比较"),
        ("三分钟看懂：票价5元。", "原文没有“5元”这个数"),
    ],
)
def test_what_is_claimed_beside_it_is_named(body: str, message: str) -> None:
    assert message in _named(body)


@pytest.mark.parametrize(
    "body",
    [
        "云溪县人社局和图书馆一起宣布的。",
        "专线比出租车慢。",
        "在网站就能预约座位。",
        "过期就当放弃押金啦。",
        "副主任医师庄以宁说，末班车前总有座位。",
    ],
)
def test_short_names_and_what_follows_from_the_article_pass(body: str) -> None:
    assert _named(body) == []


def test_the_words_of_one_person_of_the_article_are_not_anothers() -> None:
    assert "原文里这句话说的不是韩立峰" in _named("韩立峰说，末班车发出以前，车上总有座位。")

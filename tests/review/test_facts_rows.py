"""What rows of a note tell: price lists, spec tables, timelines, answers, each number with the name at its head."""

from __future__ import annotations

import pytest

from bot.models import Article, Note, Severity
from bot.review.facts import facts

ARENA = Article(
    url="",
    title="城东体育中心8月1日起开放",
    sitename="东陵发布",
    date="2026-07-20",
    text=(
        "东陵市城东体育中心将于8月1日起对外开放。羽毛球馆有16片场地，停车场有车位350个，配有救生员12名。\n"
        "单次票30元，学生凭证件18元，月卡260元，年卡1980元。羽毛球场地平时每小时40元，周末每小时60元。\n"
        "中心将于6月13日和14日举办开放日，其中13日在北区，14日在南区，每天限600人，14:00入场，15:30开演。\n"
        "10月2日为民谣日，10月3日为摇滚日。自7月15日起，回收2024年3月1日至2025年1月20日生产的部分球拍。\n"
        "回收到2027年7月14日结束，之后仍然可以免费维修。\n"
        "预制品收入2.5亿元，同比增长31.4%；毛利率为26.7%，较去年同期的29.1%下降2.4个百分点。\n"
        "一季度销售额上涨，晚场打八折，老会员半价。去年的第一学期停课。\n"
    ),
)
CAMERA = Article(
    url="",
    title="澄光X5相机发布",
    sitename="镜头周刊",
    date="2026-05-13",
    text=(
        "澄光发布三个型号：参数量为20亿的松果3-Mini、80亿的松果3-Base和720亿的松果3-Max。\n"
        "Mini支持3.2万词元，Base和Max支持12.8万词元，训练用了12万亿个词元，历时五个月，7月完成。\n"
        "标准版为8GB内存，存储最高256GB；Pro版为12GB内存，存储最高512GB。\n"
        "标准版电池容量为8800毫安时，支持33瓦快充；Pro版电池容量为10200毫安时，支持67瓦快充。\n"
        "X5采用2600万像素传感器，连拍速度每秒15张，机身重量485克；X5 Lite采用2400万像素传感器，连拍速度每秒8张，"
        "机身重量370克。工作日高峰间隔为5分30秒，平峰为8分钟，周末全天间隔为7分钟。\n"
        "1号专线每15分钟一班；2号专线每20分钟一班。上届有28家，这届多8家。单日票320元，三日通票780元。\n"
    ),
)


def _accused(row: str, article: Article) -> list[str]:
    note = Note(title="大家看过来", body=f"给大家整理好啦👇\n{row}\n来源：{article.sitename}")
    found = [one for one in facts(note, article) if one.severity is Severity.REPAIR]
    return [one.span for one in found if "数" in one.message or "这一天" in one.message]


@pytest.mark.parametrize(
    ("row", "article"),
    [
        ("6月14日的开放日在南区。", ARENA),
        ("开放日：6月13日、14日", ARENA),
        ("💰 单次：30元\n💰 学生票：18元\n💰 月卡：260元", ARENA),
        ("🏸 羽毛球：平时40元/小时，周末60元/小时", ARENA),
        ("⏰ 14:00 入场\n⏰ 15:30 开演", ARENA),
        ("🎸 10月2日：民谣日\n🎸 10月3日：摇滚日", ARENA),
        ("📍 2026年7月15日：回收开始", ARENA),
        ("📍 2024年3月1日—2025年1月20日：回收球拍的生产日期", ARENA),
        ("于是7月15日开始，球拍免费换新", ARENA),
        ("预制品卖了2.5亿元，比去年同期多了31.4%", ARENA),
        ("今年头三个月销售额上涨", ARENA),
        ("晚场便宜20%，老会员打五折", ARENA),
        ("停课半年", ARENA),
        ("🗓️ 10月：民谣日、摇滚日", ARENA),
        ("🅿️ 车位：超过340个", ARENA),
        ("3分钟看懂收费标准！", ARENA),
        ("优点不少，这5点必看", ARENA),
        ("✅ 松果3-Mini：参数量20亿\n✅ 松果3-Base：参数量80亿\n✅ 松果3-Max：参数量720亿", CAMERA),
        ("🔸Mini 20亿参数\n🔸Base 80亿参数\n🔸Max 720亿参数", CAMERA),
        ("🌿Base：80亿参数，上下文12.8万词元", CAMERA),
        ("训练用了12万亿词元", CAMERA),
        ("存储：标准版最高256GB，Pro版最高512GB", CAMERA),
        ("🔋 标准版：8800毫安时，33瓦快充\n🔋 Pro版：10200毫安时，67瓦快充", CAMERA),
        ("📷 X5：2600万像素，每秒15张\n📷 X5 Lite：2400万像素，每秒8张", CAMERA),
        ("🕐 平峰：8分钟\n🕐 周末全天：7分钟", CAMERA),
        ("🚌 1号专线：15分钟一班\n🚌 2号专线：20分钟一班", CAMERA),
        ("三日通票比买三张单日票省180元", CAMERA),
    ],
)
def test_a_right_number_in_a_row_of_its_own_is_left_alone(row: str, article: Article) -> None:
    assert _accused(row, article) == []


@pytest.mark.parametrize(
    ("row", "article"),
    [
        ("6月15日的开放日在南区。", ARENA),
        ("💰 学生票：30元", ARENA),
        ("🏸 平时60元/小时", ARENA),
        ("🚗 车位：600个", ARENA),
        ("🛟 救生员：16名", ARENA),
        ("⏰ 15:30 入场", ARENA),
        ("🎸 10月3日：民谣日", ARENA),
        ("晚场便宜30%", ARENA),
        ("头四个月销售额上涨", ARENA),
        ("7月14日起，回收部分球拍", ARENA),
        ("训练历时七个月", CAMERA),
        ("🔋 标准版电池10200毫安时", CAMERA),
        ("🕐 平峰：7分钟", CAMERA),
        ("📷 X5 Lite：2600万像素", CAMERA),
        ("📷 X5：每秒8张", CAMERA),
        ("📷 Lite：2600万像素", CAMERA),
        ("三日通票比买三张单日票省150元", CAMERA),
    ],
)
def test_a_number_of_another_row_is_named(row: str, article: Article) -> None:
    assert _accused(row, article) != []

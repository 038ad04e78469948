from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.models import Article, Note, Severity
from bot.review import evidence
from bot.review.facts import facts

ARTICLE = Article(
    url="",
    title="南湖图书馆夜间延时开放",
    sitename="南湖晚报",
    date="2025-03-12",
    text=(
        "南湖图书馆3月12日宣布，夜间开放时间由21点延长至24点，试行三个月。\n"
        "馆长周岚介绍，去年晚间入馆人次比前年增长约四成，达到1,230,000人次，其中六成是30岁以下读者。\n"
        "“我们想让下班的人有地方坐。”周岚说。延时期间不办理借还，只开放自习区和咖啡角，不收费。\n"
        "北城图书馆的座位多于南湖图书馆，但没有延时。南湖图书馆有望明年增加座位，预算12.5亿元由区财政承担。"
    ),
)


def _spans(body: str, *, severity: Severity = Severity.REPAIR) -> list[str]:
    note = Note(title="南湖图书馆", body=body)
    return [one.span for one in facts(note, ARTICLE) if one.severity is severity]


@pytest.mark.parametrize(
    "body",
    [
        "去年晚上来馆的有123万人次。",
        "入馆人次增长约４０％。",
        "预算是1250000000元，还只是有望。",
        "60%是30岁以下的读者。",
        "開放時間從21點延長到24點。",
        "晚上9点之后还能坐吗？",
        "2024年晚间入馆比前年多四成左右。",
        "2025年3月12日公布。",
        "先试三个月。",
        "周岚说：“我们想让下班的人有地方坐。”",
        "关门的时间延长3小时。",
    ],
)
def test_the_same_said_otherwise_passes(body: str) -> None:
    assert _spans(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "去年晚上来馆的有132万人次。",
        "增长约五成。",
        "预算12.5亿美元。",
        "试行到周六。",
        "3月21日宣布。",
        "用上了ChatGPT。",
        "清华也这样做。",
        "馆长周岚说：“我们要做得更好，请大家来。”",
        "见《城市阅读报告》。",
        "全国首家这样的图书馆。",
        "南湖图书馆的座位多于北城图书馆。",
        "延时期间可以办理借还。",
        "南湖图书馆明年一定增加座位。",
        "我去坐了一晚。",
        "阅读的意义，就在灯下。",
        "年轻人终于有福了，学习效率更高。",
        "可借还、自习区、咖啡角、电影院都开。",
        "张伟教授表示支持。",
        "预算由市财政承担。",
    ],
)
def test_what_the_article_does_not_say_is_named(body: str) -> None:
    found = _spans(body)
    assert found
    assert all(span in body for span in found)


OPEN = Article(
    url="",
    title="“青禾”调整退货规则",
    sitename="河西日报",
    date="2026-03-19",
    text=(
        "购物平台“青禾”3月18日宣布，4月10日起调整退货规则，由“青禾”最先推出的快速退款保留。\n"
        "消防车23时10分赶到，23时52分明火被扑灭，过火面积约15平方米，其中640辆电动车共用40个充电桩。\n"
        "商家普遍反映，规则被部分用户滥用；红外相机拍到过豹猫，但没有拍到云豹。\n"
        "“信用分”的上线时间待定，是否会扩大到所有品类，平台内部仍有争论。\n"
        "直播电商的退货率约为传统货架电商的两倍，全县14.6万亩樱桃中只有21%投保，距今1.2亿年。\n"
        "大学生吴桐说，拍照就退很省事。赵女士则担心来回寄送的邮费可能比东西还贵。\n"
        "研究员建议分两天走完全程，晚花品种的推广需要五年以上，全长9米。"
    ),
)


def _open(body: str) -> dict[str, Severity]:
    return {one.span: one.severity for one in facts(Note(title="“青禾”调整规则", body=body), OPEN)}


@pytest.mark.parametrize(
    "body",
    [
        "夜里11点多，消防车赶到。",
        "用了42分钟扑灭。",
        "算下来16辆车抢一个充电桩。",
        "每100亩樱桃，大约有21亩投保。",
        "一亿两千万年前。",
        "一亿多年前。",
        "过火面积约15平方米。",
        "上线时间还没定。",
        "有大学生说，拍照就退省事。",
    ],
)
def test_reckoned_and_loosened_numbers_pass(body: str) -> None:
    assert Severity.REPAIR not in _open(body).values()


@pytest.mark.parametrize(
    "body",
    [
        "不少用户反映，规则被部分商家滥用。",
        "红外相机拍到了云豹。",
        "信用分5月1日上线。",
        "传统货架电商的退货率是直播电商的两倍。",
        "吴桐怕来回寄送的邮费比东西还贵。",
        "建议一天走完全程。",
        "过火面积足足15平方米。",
        "大部分樱桃都投保了。",
        "彻底解决了退货难。",
        "姐妹们赶紧去囤货。",
        "隔壁小区的物业经理因为台风辞职了。",
    ],
)
def test_relations_of_known_words_are_compared(body: str) -> None:
    assert Severity.REPAIR in _open(body).values()


def test_a_number_told_without_its_about_is_a_warning() -> None:
    assert _open("过火面积15平方米。") == {"15平方米": Severity.WARN}


@pytest.mark.parametrize(
    ("line", "spans"),
    [
        ("来源：河西日报《“青禾”调整退货规则》2026-03-19", []),
        ("来源：河西日报", []),
        ("来源：河西日报 3月19日", []),
        ("来源：人民日报《“青禾”调整退货规则》2026-03-19", ["人民日报"]),
        ("来源：河西日报《青禾退货新规》2026-03-19", ["《青禾退货新规》"]),
        ("来源：河西日报《“青禾”调整退货规则》2026-03-20", ["2026-03-20"]),
        ("来源：河西日报《“青禾”调整退货规则》2025年3月19日", ["2025年3月19日"]),
    ],
)
def test_the_source_line_is_the_articles(line: str, spans: list[str]) -> None:
    assert list(_open(f"23时52分扑灭。\n\n{line}")) == spans


def test_a_date_is_no_source_where_the_article_has_none() -> None:
    article = Article(url="", title="题", text="正文在此。", sitename="报")
    assert [one.span for one in facts(Note(title="题", body="来源：报《题》2026-03-20"), article)] == ["2026-03-20"]


def test_a_finding_shows_the_articles_nearest_sentence() -> None:
    (found,) = facts(Note(title="", body="入馆人次增长约五成。"), ARTICLE)
    assert (found.check, found.span) == ("facts", "五成")
    assert "增长约四成" in found.evidence


def test_a_topic_of_something_else_is_named() -> None:
    topics = ("图书馆", "读书", "ChatGPT", "2020年", "火锅底料")
    found = {one.span: one.severity for one in facts(Note(title="", body="", topics=topics), ARTICLE)}
    assert found == {"ChatGPT": Severity.REPAIR, "2020年": Severity.REPAIR, "火锅底料": Severity.WARN}


def test_each_fact_stands_beside_the_sentence_that_carries_it() -> None:
    note = Note(title="南湖图书馆延时", body="周岚说：“我们想让下班的人有地方坐。”\n\n增长约四成。\n\n预算99亿元。")
    carried = {fact.span: fact.sentence for fact in evidence(note, ARTICLE)}
    assert "增长约四成" in carried["四成"]
    assert "周岚" in carried["周岚"]
    assert carried["99亿元"] == ""
    assert carried["“我们想让下班的人有地方坐。”"].startswith("“我们想让")


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=120),
    st.text(
        alphabet=st.sampled_from(
            "南湖图书馆周岚说：“”《》，。\n多于比一二三十万亿%点月日半成约可能已不没我由AI-3.1、和"
        ),
        max_size=120,
    ),
    st.lists(st.text(max_size=8), max_size=3),
)
def test_whatever_the_note_nothing_breaks_and_spans_are_its_own(title: str, body: str, topics: list[str]) -> None:
    note = Note(title=title, body=body, topics=tuple(topics))
    found = facts(note, ARTICLE)
    assert found == facts(note, ARTICLE)
    assert all(any(one.span in text for text in (title, body, *topics)) for one in found)
    evidence(note, ARTICLE)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
@example("")
def test_whatever_the_article_nothing_breaks(text: str) -> None:
    facts(
        Note(title="比特币涨了3成", body="张伟表示，我去了，A比B快，由他们组织。"),
        Article(url="", title=text[:20], text=text),
    )


METRO = Article(
    url="",
    title="临海地铁5号线12月28日开通",
    sitename="临海日报",
    date="2026-12-10",
    text=(
        "临海市轨道交通集团12月9日宣布，地铁5号线将于12月28日上午10点开通。高峰发车间隔为4分30秒，起步价2元。\n"
        "罗建平介绍，5号线比原计划晚了约9个月，主要是因为梅岭段遇到溶洞，总投资47312万元，每单补贴0.06元。\n"
        "梅岭站暂不开放，是否延长到白沙港站将在明年评估。消防员用云梯把孙女接了下来，孙女今年9岁。\n"
        "第十天客流达到26万人次，步道宽2.4米，工期147天，并非所有站都有电梯。去年事故73起，比前年减少12起。\n"
        "平台已在内部测试一键报案功能。直播电商的退货率约为传统货架电商的两倍。"
    ),
)


def _metro(body: str) -> list[str]:
    found = facts(Note(title="临海地铁5号线", body=body), METRO)
    return [one.message for one in found if one.severity is Severity.REPAIR]


@pytest.mark.parametrize(
    "body",
    [
        "高峰4分半一班。",
        "起步两块钱。",
        "投资4.7亿元。",
        "每单补贴6分钱。",
        "第10天有26万人次。",
        "步道宽两米四。",
        "工期将近5个月。",
        "前年是85起。",
        "不是所有站都有电梯。",
        "12月9日，集团宣布5号线将要开通。",
        "因为梅岭段碰上溶洞，晚了9个月左右。",
        "先来看看这条线。",
    ],
)
def test_numbers_days_and_causes_told_otherwise_pass(body: str) -> None:
    assert _metro(body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("12月9日上午10点，地铁5号线开通。", "原文里这件事不在这一天"),
        ("因为资金紧张，5号线比原计划晚了约9个月。", "原文没有说这样的因果"),
        ("资金紧张，所以5号线晚了约9个月。", "原文没有说这样的因果"),
        ("明年将延长到白沙港站。", "原文没有这么肯定"),
        ("孙女用云梯把她接了下来。", "原文里做这件事的是别人"),
        ("孙女今年9岁，梅岭站也开放。", "与原文说法相反"),
        ("所有的站都有电梯。", "把部分说成了全部"),
        ("平台已经上线一键报案功能。", "原文只说有此可能或计划，没有说已经做到"),
        ("传统货架电商的退货率，差不多是直播电商的两倍。", "比较的方向与原文相反"),
    ],
)
def test_days_causes_doers_and_decisions_are_compared(body: str, message: str) -> None:
    assert message in _metro(body)


def test_common_words_are_not_listed_as_names() -> None:
    article = Article(
        url="",
        title="青湾自来水厂扩建",
        sitename="报",
        date="2026-05-01",
        text="青湾村的阿婆说，家里用青湾的水三十年了。城市道路拓宽到两米四，主任李建国介绍，由临海市水务局负责。",
    )
    note = Note(title="用青湾的水", body="阿婆说，道路拓宽到两米四，城市变了。李建国介绍，临海市出钱，北京也这样。")
    assert [fact.span for fact in evidence(note, article)] == ["两米四", "李建国", "临海市", "北京"]


LIBRARY = Article(
    url="",
    title="青石镇图书馆搬家",
    sitename="青石报",
    date="2026-05-20",
    text=(
        "青石镇图书馆去年10月15日迁入旧粮仓，借书系统由纸卡改为扫码，座位从80个增加到260个。\n"
        "普通阅览室每天开放，免费；古籍阅览室仅在每月第一个周五开放。读者每月交押金12元，一年内可换三次证。\n"
        "自习区原定6月8日启用，推迟到6月20日，容纳人数不超过40人，夜间照明默认关闭。\n"
        "门窗由青石建筑公司修缮。书目由江州大学整理。水管12日因停电停水，13日发生过一次山体滑坡。\n"
        "这是1998年以来该镇最大的搬迁。馆长陶敏说，读者变多不能全算在搬家头上，缺口由镇里补上。"
        "馆方没有取消儿童区，也没有发现鼠害。"
    ),
)


def _library(body: str) -> dict[str, str]:
    found = facts(Note(title="青石镇图书馆", body=body), LIBRARY)
    return {one.message: one.span for one in found if one.severity is Severity.REPAIR}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("今年10月15日迁入旧粮仓。", "原文里这一天是另一年的"),
        ("押金每年12元。", "原文里这个数不是按这个算的"),
        ("自习区容纳人数至少40人。", "原文里这个数的上下限正好相反"),
        ("自习区6月8日启用。", "原文里这个数是原来的，后来改了"),
        ("借书系统从扫码改为纸卡。", "原文里变化的前后正好相反"),
        ("古籍阅览室每天开放，免费。\n普通阅览室仅在每月第一个周五开放。", "这件事和旁边那件，与原文正好对调了"),
        ("门窗由江州大学修缮。", "原文里这句话说的不是江州大学"),
        ("这是1998年以来全国最大的搬迁。", "原文说的范围没有这么大"),
        ("夜间照明默认开启。", "与原文说法相反"),
    ],
)
def test_what_stands_beside_a_number_or_a_neighbour_is_compared(body: str, message: str) -> None:
    assert message in _library(body)


@pytest.mark.parametrize(
    "body",
    [
        "2025年10月15日迁入旧粮仓。",
        "押金一个月12元。",
        "自习区最多容纳40人。",
        "自习区原本6月8日启用，后来改到6月20日。",
        "座位80个变成260个。",
        "没人用的，都搬走了。",
        "自习区晚了12天。",
        "普通阅览室每天开放；古籍阅览室只在每月头一个周五开。",
        "书目是江州大学整理的。",
        "不会没有儿童区，也没有鼠害。",
        "本文写的是一座图书馆，作者讲得很细。",
    ],
)
def test_an_honest_retelling_of_bounds_and_neighbours_is_left_alone(body: str) -> None:
    assert _library(body) == {}


MARKET = Article(
    url="",
    title="青溪菜市场搬进新棚，摊位费三年不涨",
    sitename="青溪晚报",
    date="2026-03-08",
    text=(
        "青溪菜市场计划十月八日搬进新棚，剪彩暂定十月中旬。新棚里有86个摊位，另外12个是自产自销的摊位，摊位费一个摊一个月多收40元左右。\n"
        "卖菜的老秦说，白菜还是一块二一斤，没有涨。“新棚不漏雨，冬天也暖和。”老秦说。\n"
        "管理办主任罗敏介绍，新棚不再每天凌晨集中放货，停车位要等验收后才能用，全市场搬完预计需要20天。\n"
        "有人劝她把水产区也搬过去。罗敏说，水产区的下水还没有修好。"
    ),
)


def _market(body: str) -> dict[str, str]:
    note = Note(title="青溪菜市场", body=body)
    return {one.span: one.message for one in facts(note, MARKET) if one.severity is Severity.REPAIR}


@pytest.mark.parametrize(
    "body",
    [
        "10月8日搬，剪彩大概在10月中旬。",
        "这次一共要搬86个摊位。",
        "自产自销的有12个摊位，新棚里另算。",
        "一个摊位一个月大概多交40元。",
        "全部搬完预计要20天。",
        "凌晨集中放货，取消了！",
        "有人劝罗敏把水产区也搬过去，她没答应。",
        "老秦说新棚冬天暖和，也不漏雨。",
    ],
)
def test_days_in_words_and_what_is_counted_pass(body: str) -> None:
    assert _market(body) == {}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("市场10月9日搬进新棚。", "原文没有“10月9日”这个数"),
        ("剪彩定在10月下旬。", "原文没有“10月下旬”这个数"),
        ("剪彩就在10月15日。", "原文没有“10月15日”这个数"),
        ("白菜还是一块二一公斤，没有涨。", "原文里这个数不是按这个算的"),
        ("白菜还是一块三一斤，没有涨。", "原文没有“一块三”这个数"),
        ("老秦说，大家都盼着早点搬，孩子上学也方便。", "原文里老秦没有这样说"),
    ],
)
def test_days_in_words_prices_and_speakers_are_compared(body: str, message: str) -> None:
    assert message in _market(body).values()


RIVER = Article(
    url="",
    title="《2026河湾骑行报告》发布：通勤者平均每天骑5.8公里",
    sitename="河湾日报",
    date="2026-06-18",
    text=(
        "2014年，32岁的骑行者岳明用8.6万元积蓄在河湾开了第一间修车铺，到2019年，铺子已有12家，其中第3家由徒弟尚武打理。\n"
        "报告显示，学生、上班族和退休者平均每次骑行的时间分别为18分钟、31分钟和42分钟。有71%的人每周骑行三次以上，全程戴头盔的只有12%。\n"
        "骑行道每年养护费420万元，今年增加到630万元。环河赛上午7点30分出发，关门时间是5小时15分钟，补给点设在12公里、25公里和36公里处。\n"
        "岳明说，不是因为喜欢比赛，是因为离家近。至于开到外地，他表示目前没有时间表。赛道纪录（3小时12分）今年有可能被打破，但还要看天气。\n"
        "年满18周岁的居民可以报名，报名费150元，10月15日前申请退赛可以退50%。严禁转让号码布。"
    ),
)


def _river(body: str) -> dict[str, str]:
    note = Note(title="河湾骑行", body=f"{body}\n\n来源：河湾日报《{RIVER.title}》2026-06-18")
    return {one.span: one.message for one in facts(note, RIVER) if one.severity is Severity.REPAIR}


@pytest.mark.parametrize(
    "body",
    [
        "🔹2014：岳明在河湾开出第一间铺子\n🔹2019：铺子有12家",
        "8.6万起家，一共开了12家铺子。",
        "七成多的人每周骑三次以上。",
        "将近九成的人没有全程戴头盔。",
        "养护费从420万涨到630万，多了210万。",
        "今年的养护费是去年的1.5倍：630万对420万。",
        "学生平均18分钟，上班族31分钟，退休者42分钟。",
        "补给点在12、25、36公里，三处都有。",
        "环河赛7:30出发，5小时15分关门，大概12点45分收工。",
        "满18岁的居民都能报名。",
        "报名费150元，10月15日前退赛退一半，就是75元。",
        "岳明挺实在：不是因为爱比赛，是因为离家近😂",
        "岳明说开到外地现在还没有时间表。",
        "赛道纪录3小时12分。",
        "想骑车的姐妹，收好这份攻略📝",
        "号码布千万别转让！",
    ],
)
def test_what_a_free_retelling_works_out_passes(body: str) -> None:
    assert _river(body) == {}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("🔹2015：岳明在河湾开出第一间铺子", "原文没有“2015”这个数"),
        ("八成多的人每周骑三次以上。", "原文没有“八成”这个数"),
        ("养护费从420万涨到630万，多了310万。", "原文没有“310万”这个数"),
        ("上班族平均每次骑行42分钟。", "这个数在原文里说的是别的"),
        ("补给点在12、25、38公里。", "原文没有“38公里”这个数"),
        ("环河赛7:30出发，5小时15分关门，大概11点45分收工。", "原文没有“11点45分”这个数"),
        ("坚持骑下来还能长高，失眠也能缓解。", "原文没有说这样的好处"),
    ],
)
def test_what_a_free_retelling_gets_wrong_is_named(body: str, message: str) -> None:
    assert message in _river(body).values()


CANAL = Article(
    url="",
    title="运河食品抽检通报：12批次不合格",
    sitename="运河市场监管",
    date="2026-03-20",
    text=(
        "韭菜的腐霉利检测值为0.85毫克/千克，标准是0.2毫克/千克，属地部门已责令停止销售、下架封存并召回。陈记摊位因能说明进货来源，免予罚款。\n"
        "麦朵烘焙坊停业整改，整改验收预计在3月底前进行。公司168人，研发人员占75%，由运河人民医院的医生葛丽负责体检，她是内科副主任医师。\n"
        "单程票58元，往返98元，列车穿过11座隧道和28座桥，中途停15分钟。国内同类线路开通两年后客流减半。2.0版移除了对旧系统的支持。\n"
        "《运河方案》将于4月1日起施行，今年的目标是出货300万颗。每晚名额3000个，65岁以上老人半价，门票40元。去年捐款47万元，比上一年多了11万元。"
    ),
)


def _canal(body: str) -> dict[str, str]:
    return {
        one.span: one.message
        for one in facts(Note(title="运河抽检", body=body), CANAL)
        if one.severity is Severity.REPAIR
    }


@pytest.mark.parametrize(
    "body",
    [
        "韭菜的腐霉利是标准的4倍多。",
        "📦 产品：停售、下架封存、召回",
        "陈记摊位说得清货从哪里进的，所以没被罚款。",
        "麦朵烘焙坊停业整改，还没验收。",
        "公司168个人，四分之三做研发，也就是126人。",
        "体检由运河医院的葛丽医生负责。",
        "单程58，往返98，比买两张单程省18块。",
        "隧道11座，桥28座。",
        "中途会停一刻钟。",
        "开通两年，客流少一半。",
        "旧系统不支持了。",
        "方案4月1号生效。",
        "出货目标：300万颗。",
        "每天晚上一共3000个名额。",
        "65岁以上的老人半价（20元）。",
        "2025年捐款47万，前一年是36万。",
        "家人们，建议收藏⭐",
    ],
)
def test_what_a_bulletin_says_in_other_words_passes(body: str) -> None:
    assert _canal(body) == {}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("韭菜的腐霉利是标准的8倍。", "原文没有“8倍”这个数"),
        ("公司168个人，也就是有136人做研发。", "原文没有“136人”这个数"),
        ("单程58，往返98，比买两张单程省28块。", "原文没有“28块”这个数"),
        ("2025年捐款47万，前一年是39万。", "原文没有“39万”这个数"),
    ],
)
def test_what_a_bulletin_does_not_add_up_to_is_named(body: str, message: str) -> None:
    assert message in _canal(body).values()


LANTERN = Article(
    url="",
    title="灯会指南：第十二届青浦灯会怎么看",
    sitename="青浦发布",
    date="2026-02-20",
    text=(
        "第十二届青浦灯会3月22日开幕，每逢周六晚上7点有戏，中午十一点五十分清场。\n"
        "灯会由15名学生和6名家长组成的小组主办。电瓶车实测17.9公斤，刹车距离湿地7.4米，去年是5.6米。\n"
        "每人限速每小时16公里。负责交通的葛云建议早上9点前到。参加保险的比例为71%，比去年提高14个百分点。"
    ),
)


@pytest.mark.parametrize(
    "body",
    [
        "第12届青浦灯会，22号开幕。",
        "周六19:00看戏，中午11点50清场。",
        "小组里有15个学生，加6位家长。",
        "电瓶车上秤17.9，湿地刹车7.4米，比去年远了1.8米。",
        "时速16，别超。",
        "要不就早上9点前到。",
        "参保的有71%，去年是57%。",
    ],
)
def test_numbers_without_their_units_and_days_without_their_months_pass(body: str) -> None:
    found = facts(Note(title="灯会", body=body), LANTERN)
    assert [one for one in found if one.severity is Severity.REPAIR] == []


@pytest.mark.parametrize("body", ["第13届青浦灯会。", "周五看戏。", "中午11点40清场。", "时速19，别超。"])
def test_other_numbers_without_their_units_are_named(body: str) -> None:
    assert any(one.severity is Severity.REPAIR for one in facts(Note(title="灯会", body=body), LANTERN))


@pytest.mark.parametrize(
    "body",
    ["我每晚睡前都用它听半小时书。", "我上周带娃去拍过，护士超温柔。", "真的离不开它了。"],
)
def test_what_a_writer_cannot_have_lived_through_is_named(body: str) -> None:
    found = facts(Note(title="灯会", body=body), LANTERN)
    assert "亲身经历是编的，原文没有" in {one.message for one in found if one.severity is Severity.REPAIR}


def test_one_stranger_in_a_copied_list_is_repaired_and_a_list_in_other_words_only_warned_of() -> None:
    article = Article(
        url="", title="急诊指南", text="外伤、误吞异物、抽搐、呼吸困难等情况请直接去急诊。", date="2026-03-01"
    )
    copied = facts(Note(title="急诊", body="外伤、抽搐、呼吸困难、脱发，直接去急诊。"), article)
    retold = facts(Note(title="急诊", body="受伤、吞了异物、抽搐不止，直接去急诊。"), article)
    assert [one.span for one in copied if one.severity is Severity.REPAIR] == ["脱发"]
    assert {one.severity for one in retold if "并列" in one.message} == {Severity.WARN}

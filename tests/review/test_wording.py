from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.errors import WordsUnusable
from bot.models import Article, Note, Severity
from bot.review import review
from bot.review.wording import load, wording

ARTICLE = Article(url="", title="", text="")
SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))

EXTREME = (
    "这是国家级产品", "世界级的享受", "最高级的面料", "全城最佳选择", "最好的护肤品", "性能最优",
    "最优秀的团队", "史上最强手机", "最牛的店", "最火的小店", "最热门的课程", "最受欢迎的品牌",
    "最先进的工艺", "最新技术加持", "最大优惠来了", "全球最大的平台", "国内最好的服务", "最便宜的套餐",
    "全场最低价", "最实惠的选择", "最安全的车", "最有效的产品", "最权威的认证", "最专业的顾问",
    "最完美的搭配", "最奢华的酒店", "最时尚的款式", "最正宗的川菜", "最美的小镇", "最舒服的沙发",
    "最环保的材料", "最值得买的相机", "最具实力的公司", "手机拍照之最", "唯一指定产品", "独一无二的体验",
    "独家配方", "绝无仅有的机会", "前所未有的优惠", "全国第一的口碑", "行业第一品牌", "销量NO.1",
    "销量冠军", "旅行首选", "顶级享受", "顶尖水平的服务", "极致体验", "极品龙井", "王牌产品", "至尊会员",
    "巅峰之作", "无与伦比的口感", "技术遥遥领先", "国际领先的工艺", "填补国内空白", "100%有效", "绝对好用",
    "永久免费", "全网最低", "领导品牌", "续航天花板", "吊打同行", "完美无缺", "万能面霜",
)  # fmt: skip

EXEMPT = (
    "最近的消息", "最后一天", "最终方案", "最新消息", "最初的想法", "第一步先洗手", "第一次来",
    "第一季度营收", "第一时间赶到", "第一届大会", "世界第一高峰", "世界最高峰珠穆朗玛", "全球最大的沙漠",
    "国家级自然保护区", "国家级非物质文化遗产", "国家级高新区", "世界级难题", "世界级遗产",
    "最高级别的会议", "最佳影片奖", "最佳射手", "最佳赏枫时间", "最好的办法是等", "最好先预约", "最优解",
    "最强台风登陆", "最高法院", "最高气温35度", "最多5人", "最低价格为5元", "最有效的办法是休息",
    "最具影响力榜单", "唯一的孩子", "唯一标识", "统一安排", "独家采访", "独家版权", "顶级域名", "顶级期刊",
    "顶尖高校", "王牌对王牌", "巅峰对决", "王牌部队", "《最强大脑》开播", "《第一品牌》出版",
    "他说：“这是最好的时代。”", "她表示“我们是全国第一”", "公司史上最好的季度业绩", "今年最高的一次",
    "该行最好的一年", "万能险新规", "债务天花板", "天花板漏水", "最美逆行者", "最美教师评选", "国际领奖台",
    "首批学员", "首席执行官", "最晚8点", "最早一班车", "最少三人", "排名第一百", "绝对值", "开场第一球",
)  # fmt: skip

OTHERS = (
    ("包治百病", "医疗"), ("药到病除", "医疗"), ("零副作用", "医疗"), ("三天见效", "医疗"),
    ("稳赚不赔", "金融"), ("保本理财", "金融"), ("零风险投资", "金融"), ("实现财富自由", "金融"),
    ("手慢无", "导流"), ("点击链接", "导流"), ("点赞过万就更新", "诱导互动"), ("求关注", "诱导互动"),
    ("不看后悔", "诱导互动"), ("码住", "诱导互动"), ("干货满满", "套话"), ("保姆级教程", "套话"),
    ("家人们", "套话"),
)  # fmt: skip

HONEST = (
    "不能根治", "治愈率为80%", "治愈系电影", "没有零风险的投资", "谨防稳赚骗局", "打破保本预期",
    "无风险利率", "病毒扩散模型", "获点赞过万", "闭环控制系统", "打一场比赛", "扣一分", "抗癌药物获批",
    "赋能型组织", "机构资金抄底",
)  # fmt: skip


def _groups(text: str) -> list[str]:
    return [one.message.split("“")[0] for one in wording(Note(title="", body=text), ARTICLE)]


def test_the_tables_are_as_large_as_promised() -> None:
    assert len(set(EXTREME)) >= 60
    assert len(set(EXEMPT)) >= 60
    assert all(len(SENTENCES[kind]) >= 100 for kind in ("extreme", "exempt"))
    assert 150 <= len(load()) <= 250


@pytest.mark.parametrize("text", [*EXTREME, *SENTENCES["extreme"]])
def test_an_absolute_word_is_shown(text: str) -> None:
    assert "极限词" in _groups(text)


@pytest.mark.parametrize("text", [*EXEMPT, *SENTENCES["exempt"]])
def test_an_honest_use_is_left_alone(text: str) -> None:
    assert "极限词" not in _groups(f"前文，{text}，后文。")


@pytest.mark.parametrize(("text", "group"), OTHERS)
def test_a_promise_or_a_plea_is_shown(text: str, group: str) -> None:
    assert group in _groups(text)


@pytest.mark.parametrize("text", HONEST)
def test_news_about_such_words_is_left_alone(text: str) -> None:
    assert _groups(text) == []


def test_a_word_that_is_only_spoken_of_is_left_alone() -> None:
    assert _groups("商家因写“国家级”“最佳”等用语被罚") == []


def test_a_finding_is_a_warning_with_the_word_the_way_out_and_the_sentence() -> None:
    (found,) = wording(Note(title="", body="第一句。这家是最佳选择。第三句。"), ARTICLE)
    assert (found.severity, found.span) == (Severity.WARN, "最佳")
    assert "改为“很好的”" in found.message
    assert found.message.endswith("（这家是最佳选择。）")


def test_a_word_is_told_once_wherever_it_stands() -> None:
    assert [one.span for one in wording(Note(title="最佳", body="最佳，最佳", topics=("最佳",)), ARTICLE)] == ["最佳"]


def test_a_team_adds_and_mutes(tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    path.write_text(
        'mute = ["最佳"]\ngroup = "团队"\nwhy = "我们不用"\nseverity = "repair"\n'
        'entries = [{ find = "小编", instead = "删去", severity = "warn" }, { find = "竞品", instead = "删去" }]\n',
        "utf-8",
    )
    found = wording(Note(title="", body="最佳小编和竞品"), ARTICLE, entries=load(path))
    assert [(one.span, one.severity) for one in found] == [("小编", Severity.WARN), ("竞品", Severity.REPAIR)]


def test_a_teams_word_goes_before_ours(tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    path.write_text(
        'group = "团队"\nwhy = "我们不用"\nseverity = "repair"\nentries = [{ find = "最佳", instead = "删去" }]',
        "utf-8",
    )
    assert [one.severity for one in wording(Note(title="", body="最佳"), ARTICLE, entries=load(path))] == [
        Severity.REPAIR
    ]


def test_a_review_goes_by_the_words_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    path.write_text('mute = ["干货满满"]', "utf-8")
    note = Note(title="", body="干货满满，干货满满")
    assert any("套话" in one.message for one in review(note, ARTICLE))
    assert not any("套话" in one.message for one in review(note, ARTICLE, words=load(path)))


def test_the_example_in_the_document_works(tmp_path: Path) -> None:
    document = (Path(__file__).parents[2] / "docs" / "words.md").read_text("utf-8")
    path = tmp_path / "team.toml"
    path.write_text(document.split("```toml\n")[1].split("```")[0], "utf-8")
    note = Note(title="家人们的首选", body="平价药房隔壁的小编说平价。原文小编不查。某某牌")
    assert [(one.span, one.severity) for one in wording(note, ARTICLE, entries=load(path))] == [
        ("小编", Severity.WARN),
        ("平价", Severity.WARN),
        ("某某牌", Severity.REPAIR),
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("not toml", "line 4"),
        ("entries = 1", "no list"),
        ("entries = [1]", "entry 1: not a table"),
        ("entries = [{}]", "entry 1: no find"),
        ('entries = [{ find = "a", instead = "b" }, { find = "(", instead = "" }]', "entry 2: missing"),
        ('entries = [{ find = "a" }]', "no instead"),
        ('entries = [{ find = "a", instead = 5 }]', "instead is no text"),
        ('entries = [{ find = "a", instead = "b", severity = "mild" }]', "'mild'"),
        ("mute = 5", "mute"),
        ("mute = [5]", "mute"),
        ('mutes = ["最佳"]', r"mutes\?"),
        pytest.param(f'mute = ["{"词" * 70_000}"]', "200000 bytes", id="too large"),
    ],
)
def test_a_team_file_that_cannot_be_used_is_named_and_what_is_wrong(tmp_path: Path, text: str, wrong: str) -> None:
    path = tmp_path / "team.toml"
    path.write_text(f'group = "a"\nwhy = "b"\nseverity = "warn"\n{text}', "utf-8")
    with pytest.raises(WordsUnusable, match=rf"^team\.toml: .*{wrong}"):
        load(path)


def test_a_team_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    path.write_bytes('mute = ["最佳"]'.encode("gb18030"))
    with pytest.raises(WordsUnusable, match=r"^team\.toml: 'utf-8'"):
        load(path)


def test_a_team_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WordsUnusable, match=r"^none\.toml: No such file"):
        load(tmp_path / "none.toml")

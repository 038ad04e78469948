"""The people and bodies that an article names, and where each stands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot import chinese
from bot.review.facts.names import ROLES
from bot.review.facts.vocabulary import GENERIC, SURNAMES, group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.review.facts.source import Source

SAYS: Final = re.compile(
    r"(?:说|表示|认为|指出|介绍|透露|称|坦言|强调|解释|提醒|觉得|提到|建议|评价|担心|承认|否认|讲|谈到|的(?:看法|说法|判断|观点|回答|建议|理由|态度))"
)
_GOES_ON: Final = re.compile(f"[则也还却]?{SAYS.pattern}")
_TELLS: Final = "说|表示|认为|指出|介绍|回忆|评价|坦言|强调|透露|觉得|提醒|告诉"
_SPEAKER: Final = re.compile(rf"[{''.join(SURNAMES)}][\u4e00-\u9fff]{{1,2}}(?=(?:{_TELLS})[^，。]{{0,2}}[，,：:“])")
_HOLDER: Final = re.compile(rf"(?:{ROLES.pattern})([\u4e00-\u9fff]{{2,4}}?)(?={SAYS.pattern}|在|对|$)")
_ADDRESSED: Final = re.compile(rf"([{''.join(SURNAMES)}](?:女士|先生|阿姨|大爷|大妈|师傅|奶奶|爷爷))")
_FAMILIAR: Final = re.compile(
    rf"(?<![\u4e00-\u9fff][大最从较])([小老][{''.join(SURNAMES)}])(?={SAYS.pattern}|[给问对和，,、的])"
)
"""老秦, 小宋: one syllable and what friends put before it."""
_TITLED: Final = re.compile(
    rf"[人员师长家授监官任手者管工记民士生]([{''.join(set(SURNAMES) - set('和于'))}][\u4e00-\u9fff]{{1,2}}?)"
    rf"(?=[则也还]?(?:{SAYS.pattern}|告诉|回忆)|[每，,。、和]|在(?:会|现|接|回|谈|看|[^\u4e00-\u9fff])|对(?:此|记|本|媒)|向(?:记|本|媒|大))"
)
"""After what somebody is, before what he says or does: 副主任医师庄以宁每天."""
_FOREIGN: Final = re.compile("(?<=[\u4e00-\u9fff])·([\u4e00-\u9fff]{2,5}?)(?=[\u4e00-\u9fff]{2}|\\W)")
_NAMED: Final = re.compile(
    "(?:平台|公司|企业|品牌|机构|学校|球队|俱乐部|店|厂)[“「]([\u4e00-\u9fff]{2,6})[”」]"
    "|[“「]([\u4e00-\u9fff]{2,6})[”」](?:公司|平台|宣布|推出|表示|回应|(?:[和、][“「][^”」]+[”」])+[两三四五]家)"
)
"""Names in quotation marks of those that act."""
_LATIN: Final = re.compile(r"[a-z]{4,}")
_BODY_ENDS: Final = re.compile(
    "(?:大学|学院|医院|协会|学会|研究院|研究所|公司|集团|银行|供销社|合作社|[^车地]站|[^当大]局|委|基金会|物流|中学|小学|幼儿园)$"
)
_PERSON_TAGS: Final = frozenset({"nr", "nrt", "nrfg"})
_PLACE: Final = re.compile("[港湾站市县区村镇路街桥岛湖河江山苑里]|道(?![歉谢别出破])")
_NO_NAME: Final = "区馆店社场园院校村镇县市站台"
"""End the words for places and bodies that a cutter may take for names."""
_NO_ENDING: Final = tuple("已只就再才仅又后版")
_FAMILY: Final = re.compile(".家")
"""韦家 is nobody."""
_SIGN: Final = re.compile(
    "(?![说称表认指介透坦强解提觉建评担承否讲谈告回的和与及在对是则也还就都又从向把被将给为当先女老每今去已正带])[\u4e00-\u9fff]"
)
"""May be the last of a name: begins no word that stands after one."""
_AGENTS: Final = group("agents")


def named(article: Source) -> tuple[str, ...]:
    """Return the people of an article that it presents by what they are or say; a part of a longer name is none."""
    people = people_of(article)
    return tuple(
        name
        for name, places in people.items()
        if (_cued(article, name, places) or _stands_alone(article, name, places))
        and not any(name != other and name in other for other in people)
    )


@lru_cache(maxsize=8)
def people_of(article: Source) -> dict[str, list[int]]:
    """Return the people of an article, and where each stands."""
    found: set[str] = set()
    for token in article.tokens:
        name = token.word
        if len(name) > 2 and name[0] not in SURNAMES and name[1] in SURNAMES:  # noqa: PLR2004 - 人叶青 for 策展人叶青
            name = name[1:]
        if token.tag in _PERSON_TAGS and 2 <= len(name) <= 3 and name[0] in SURNAMES:  # noqa: PLR2004 - as long as names are
            found.add(name)
    for pattern in (_HOLDER, _TITLED, _ADDRESSED, _FAMILIAR, _FOREIGN):
        found.update(match[1] for match in pattern.finditer(article.plain))
    starts = {token.start for token in article.tokens}
    found.update(
        match[0] for match in _SPEAKER.finditer(article.plain) if match.start() in starts and match.end() in starts
    )
    found = {_whole(article, _bare(name)) for name in found}
    kept = sorted(name for name in found if _like_a_name(name) and not _AGENTS.fullmatch(name))
    kept = [name for name in kept if not any(_part_of(article, name, other) for other in kept)]
    places = {name: [match.start() for match in re.finditer(re.escape(name), article.plain)] for name in kept}
    return {name: at for name, at in places.items() if _presented(article, name, at)}


def _part_of(article: Source, name: str, other: str) -> bool:
    """Whether a name only ever stands within another: 郑启 of 郑启文."""
    return name != other and name in other and article.plain.count(name) == article.plain.count(other)


def _whole(article: Source, name: str) -> str:
    """Return a name of two signs with the third that always follows it: 杜若霏 for 杜若."""
    if len(name) != 2:  # noqa: PLR2004 - as short as names are
        return name
    after = [article.plain[match.end() : match.end() + 1] for match in re.finditer(re.escape(name), article.plain)]
    always = len(after) > 1 and len(set(after)) == 1 and _SIGN.fullmatch(after[0]) and not _PLACE.match(after[0])
    if always and all(_cuts_a_word(article, match.end() + 1) for match in re.finditer(re.escape(name), article.plain)):
        return name
    return name + after[0] if always else name


def _bare(name: str) -> str:
    """Take off what stands before a surname and after a name: 长詹立群, 沈怀安则."""
    name = name.rstrip("说称讲道也则还")
    return name[1:] if name[:1] not in SURNAMES and name[1:2] in SURNAMES and len(name) > 3 else name  # noqa: PLR2004 - longer than names are


def _like_a_name(name: str) -> bool:
    """Whether no part of it is a word of another kind: 任何静, 方介绍, 平台已."""
    parts = {name, *(name[at : at + 2] for at in range(len(name) - 1))}
    return len(name) > 1 and not _FAMILY.fullmatch(name) and parts.isdisjoint(GENERIC) and not name.endswith(_NO_ENDING)


def _ends_a_name(article: Source, places: list[int]) -> bool:
    """Whether what looks like a name is always the end of the same longer one: 舒格泮 of 瑞舒格泮."""
    before = {article.plain[at - 1 : at] for at in places}
    return len(places) > 1 and len(before) == 1 and bool(_SIGN.fullmatch(before.pop()))


def _presented(article: Source, name: str, places: list[int]) -> bool:
    """Whether a name is a person's, not a word that is cut like one (许可证) nor the beginning of a place's: 白沙港."""
    if chinese.in_dictionary(name) and name[-1] in _NO_NAME:
        return False  # 景区提醒
    if any(article.plain[at - 1 : at].isdigit() for at in places):
        return False  # 25米池
    return _cued(article, name, places) or not (
        chinese.in_dictionary(name)
        or _ends_a_name(article, places)
        or any(_PLACE.match(article.plain, at + len(name)) for at in places)
        or (len(name) == 2 and all(_cuts_a_word(article, at + 2) for at in places))  # noqa: PLR2004 - as short as names are
    )


def _cuts_a_word(article: Source, end: int) -> bool:
    """Whether a name ends within a word: 戴耳 of 戴耳机."""
    word = article.plain[end - 1 : end + 1]
    return len(word) == 2 and chinese.in_dictionary(word)  # noqa: PLR2004 - two signs


def _stands_alone(article: Source, name: str, places: list[int]) -> bool:
    """Whether a name comes more than once, not always before the same sign: 松风步道."""
    after = {article.plain[at + len(name) : at + len(name) + 1] for at in places}
    return len(name) == 3 and len(after) > 1  # noqa: PLR2004 - as long as names are


def _cued(article: Source, name: str, places: list[int]) -> bool:
    """Whether a name has an office before it or says something."""
    return any(
        _GOES_ON.match(article.plain, at + len(name)) or ROLES.search(article.plain, max(at - 5, 0), at)
        for at in places
    )


def bodies_of(article: Source) -> dict[str, list[int]]:
    """Return what the article names in quotation marks, and where each stands."""
    found = {match[1] or match[2] for match in _NAMED.finditer(article.plain)}
    return {name: [match.start() for match in re.finditer(re.escape(name), article.plain)] for name in sorted(found)}


@lru_cache(maxsize=8)
def organisations_of(article: Source) -> dict[str, list[int]]:
    """Return the bodies of an article by what their names end with, and its Latin names, and where each stands."""
    found = {*_LATIN.findall(article.plain), *_organisations(article)}
    return {name: [match.start() for match in re.finditer(re.escape(name), article.plain)] for name in sorted(found)}


def _organisations(article: Source) -> Iterator[str]:
    """Find names made of nouns with what makes them a body's at the end: 江州音乐家协会."""
    run = ""
    for token in article.tokens:
        run = run + token.word if token.tag[:1] in {"n", "j", "b"} else ""
        if _BODY_ENDS.search(run) and len(run) > 3:  # noqa: PLR2004 - 公司, 市政府 are anybody's
            yield run

"""The units of numbers, each with its base and how much of it, and how digits are read."""

from __future__ import annotations

import re
from typing import Final

DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_SCALES: Final = {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 100, "十": 10, "k": 1e3, "w": 1e4, "m": 1e6, "b": 1e9}
COUNTED: Final = (
    "人次|辆次|个|名|位|人|家|种|款|只|台|辆|起(?=[\u4e00-\u9fff])(?![的家步售价点飞跑])|例|次|所|座|处|条|件|项|张|块(?!钱)|单(?![价身独位元一纯据])|板|碗|本|部"
    "|篇|场|轮|批|层|户|步|班|届|组|类|样|点|颗|瓶|杯|盒|份|间|双|对(?![\\d比])|支|门|口|头|棵|亩|集|期|站|剂|趟|列|节(?![日省目约假水])|页|枚|袋|栋|幢"
)
UNITS: Final = {
    "%": ("%", 1), "％": ("%", 1), "个百分点": ("百分点", 1), "百分点": ("百分点", 1),
    "美元": ("美元", 1), "美金": ("美元", 1), "港元": ("港元", 1), "欧元": ("欧元", 1), "日元": ("日元", 1),
    "元": ("元", 1), "块钱": ("元", 1), "角": ("元", 0.1), "毛": ("元", 0.1), "毛钱": ("元", 0.1),
    "分钱": ("元", 0.01), "人民币": ("元", 1),
    "年": ("年", 1), "季度": ("季度", 1), "年级": ("年级", 1), "个月": ("个月", 1), "月": ("月", 1),
    "日": ("日", 1), "号": ("日", 1), "天": ("天", 1),
    "周": ("周", 1), "星期": ("周", 1), "学期": ("学期", 1), "学年": ("学年", 1),
    "毫升": ("毫升", 1), "ml": ("毫升", 1), "公分": ("米", 0.01),
    "个小时": ("分钟", 60), "小时": ("分钟", 60), "个钟": ("分钟", 60), "分钟": ("分钟", 1), "秒": ("秒", 1),
    "公里": ("米", 1000), "千米": ("米", 1000), "km": ("米", 1000), "米": ("米", 1),
    "厘米": ("米", 0.01), "cm": ("米", 0.01), "毫米": ("毫米", 1), "mm": ("毫米", 1),
    "公斤": ("克", 1000), "千克": ("克", 1000), "kg": ("克", 1000), "斤": ("克", 500), "克": ("克", 1),
    "平方公里": ("平方米", 1e6), "平方米": ("平方米", 1), "公顷": ("平方米", 1e4), "立方米": ("立方米", 1),
    "吨": ("吨", 1), "毫克": ("毫克", 1), "mg": ("毫克", 1),
    "摄氏度": ("度", 1), "℃": ("度", 1), "度": ("度", 1), "千瓦时": ("千瓦时", 1), "kwh": ("千瓦时", 1),
    "gb": ("gb", 1), "tb": ("tb", 1), "mb": ("mb", 1), "hz": ("hz", 1), "nm": ("nm", 1), "纳米": ("nm", 1),
    "倍": ("倍", 1), "岁": ("岁", 1), "周岁": ("岁", 1), "分": ("分", 1), "代": ("代", 1),
    "世纪": ("世纪", 1), "token": ("词元", 1), "tokens": ("词元", 1), "词元": ("词元", 1), "个词元": ("词元", 1),
    "折": ("折", 1),
    "毫安时": ("毫安时", 1), "mah": ("毫安时", 1), "瓦": ("瓦", 1), "千瓦": ("瓦", 1000),
    "尼特": ("尼特", 1), "英寸": ("英寸", 1),
}  # fmt: skip
HAN: Final = (
    r"(?:(?<!第)[零〇一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+(?!点))?|(?<=第)[一二三四](?=季度)"
    r"|(?<=第)(?:[二三四五六七八九]|[二三]?十[一二三四五六七八九]?)(?=天|周|分钟|届|期|批|季))"
)
"""A number in Chinese digits."""
UNIT: Final = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))


def scale_of(sign: str | None) -> float:
    """Return what 万, 千亿, k stand for; 1 for none."""
    factor = 1.0
    for one in sign or "":
        factor *= _SCALES[one]
    return factor


def number(text: str) -> float:
    """Read Arabic or Chinese digits."""
    if text[0].isdigit() and text.isascii():
        return float(text.replace(",", ""))
    whole, _, part = text.partition("点")
    total = current = 0
    for sign in whole:
        if sign in _PLACES:
            total += (current or 1) * _PLACES[sign]
            current = 0
        else:
            current = current * 10 + DIGITS.get(sign, 0) if current and "十" not in whole else DIGITS.get(sign, 0)
    return total + current + (float("0." + "".join(str(DIGITS[sign]) for sign in part)) if part else 0)

"""What the bot says of a note's versions."""

from __future__ import annotations

from typing import Final

# What stands on the buttons.
EARLIER: Final = "‹"
LATER: Final = "›"
NO_MORE: Final = "·"
PAGE: Final = "{number}/{count}"
UNDO: Final = "撤销"
COMPARE: Final = "对比"
WHY: Final = "为什么"

# What is said of what changed.
COMPARING: Final = "好，对比在下面。"
COMPARED: Final = "第 {number} 版和第 {base} 版（改之前）比，<s>划掉的</s>去掉了，<u>有下划线的</u>是新写的："
UNCHANGED: Final = "没有变。"
MORE_CHANGES: Final = "后面还有改动，这里放不下。"
NO_EARLIER: Final = "这一版是最早写的，没有可以对比的。"
LOST: Final = "比上一版少了：{spans}"

"""What the terminal says."""

from __future__ import annotations

from typing import Final

SPAN: Final = "笔记里"
SENTENCE: Final = "原文的句子"
PASTE: Final = "把正文存成 .txt 文件，或从标准输入给我（SOURCE 写成 -，100 字以上）。"
HELP: Final = "把一篇文章变成一篇可以直接发布的小红书笔记。"
NOTE: Final = "写一篇笔记。"
SOURCE: Final = "链接、带链接的分享文案、正文、存好的 .html 或 .txt 文件，或 - 表示从标准输入读。"
TONE: Final = "语气：{tones}。"
OUT: Final = "把图片、note.txt、record.txt 写到这个目录。"
JSON: Final = "输出一个 JSON 对象。"
PICTURES: Final = "要不要截图。"
RUN: Final = "启动机器人；没有 TELEGRAM_BOT_TOKEN 时打开本机的试用页面。"
WEB: Final = "从 webhook 接收 Telegram 的消息，交给 worker 去写。"
WORKER: Final = "写排着队的笔记，可以开很多个。"
MIGRATE: Final = "把数据库升级到最新的结构。"
MIGRATING: Final = "正在升级数据库…"
DOCTOR: Final = "检查这台机器上需要的东西。"
FIX: Final = "能装的就装上。"
QUIET: Final = "只说有问题的。"
TRIAL: Final = "没有设置 TELEGRAM_BOT_TOKEN，先在本机试用：用浏览器打开 {address} ，Ctrl-C 结束。"
UNEXPECTED: Final = "出了意料之外的问题（{kind}）。请再试一次；设置 LOG_LEVEL=DEBUG 可以看到细节。"
DATABASE: Final = "数据库"
WORDS: Final = "自己的词表"
BROWSER: Final = "浏览器"
BROWSER_ADVICE: Final = (
    "没有找到 Chromium，笔记照写，没有图片；运行 python -m bot doctor --fix，或把路径写进 CHROMIUM_PATH。"
)
FONTS: Final = "中文字体"
FONTS_ADVICE: Final = "截图里的中文会是方块，请安装 fonts-noto-cjk 和 fonts-noto-color-emoji。"


def usage(message: str) -> str:
    """Answer a wrong command line."""
    return f"命令写法不对：{message}（加 --help 看用法）"


def sight(name: str, *, good: bool, advice: str) -> str:
    """One line of the doctor's."""
    return f"✓ {name}" if good else f"✗ {name}：{advice}"


def model(name: str) -> str:
    """Say which model writes."""
    return f"模型 {name}" if name else "没有模型：写出来的是原文摘录，配置 OPENAI_API_KEY 后才会改写"

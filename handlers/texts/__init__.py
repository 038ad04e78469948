"""Every sentence that the bot says of notes, in Telegram and in the terminal; other subjects have modules beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import errors
from bot.models import BODY_LIMIT, TITLE_LIMIT, TOPICS_LIMIT, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.models import Progress, Tone, Version

TITLE: Final = "标题"
BODY: Final = "正文"
TOPICS: Final = "话题"

# What Telegram's menu and the first messages say.
COMMANDS: Final = {
    "start": "开始使用",
    "help": "怎么用，能做什么、不能做什么",
    "history": "写过的笔记",
    "export": "把一篇笔记和原图打包",
    "cancel": "停下正在写的和排队的",
    "forget": "删除我这里关于你的一切",
    "style": "看看和改改我记住的写法",
}
START: Final = "你好，我是小稿。\n把一篇文章的链接发给我，我写成一篇可以直接发布的小红书笔记：标题、正文、话题和配图。"
HELP: Final = (
    "发来文章链接（App 里的分享文案也行，或直接粘贴、转发 200 字以上的正文），"
    "我写出标题、正文、话题，每一项点一下就能复制，并附上文章的截图。\n"
    "不满意就点笔记下面的按钮：换语气、换标题、短一点、长一点，都只依据原文来改，改过的每一版都能翻回去；"
    "也可以直接说：「短一点，别用姐妹们」「第二段重写」，回复时引用一句就只改那一句；说了「以后都…」，我先问过你才记住。\n"
    "/style 让我记住你的写法，/style learn 从你发过的笔记里学；"
    "/history 找回写过的，/export 把一篇和原图打包，/forget 删掉我这里关于你的一切。\n"
    "要登录、要付费、有验证码的页面我读不了；我会核对字数和文中的数字、名字，但发布前请你自己再看一遍，我不会替你发布。"
)
NO_LINK: Final = "没有找到链接。请发一个 http(s) 开头的文章链接，或粘贴 200 字以上的文章正文。"
UNKNOWN_COMMAND: Final = "没有这个命令。直接发文章链接就可以，/help 看怎么用。"
NOT_TEXT: Final = "我只读文章链接和文字，图片、语音、文件还看不了。请发文章链接，或粘贴文章正文。"

# What is said while a note comes about.
QUEUED: Final = "收到，马上开始…"
THINKING: Final = "模型正在思考…"
STEPS: Final[Mapping[Step, str]] = {
    Step.READ: "正在读文章…",
    Step.RENDER: "正在用浏览器打开页面…",
    Step.WRITE: "正在写…",
    Step.REVIEW: "正在核对事实和字数…",
    Step.PICTURES: "正在截图…",
}
TAKEN_AS_ARTICLE: Final = "这条消息很长，就当作正文来写了；要写链接里的文章，请单独发链接。"
STOP: Final = "停下"
STOPPING: Final = "好，停下 {count} 个。要写的话再发一次链接。"
STOPPING_ONE: Final = "好，停下了。"
NOTHING_TO_STOP: Final = "现在没有正在写的。"

# What stands on and beside the buttons.
ANOTHER_TITLE: Final = "换标题"
SHORTER: Final = "短一点"
LONGER: Final = "长一点"
CURRENT: Final = "✓ {label}"
COPY_TITLE: Final = "复制标题"
COPY_TOPICS: Final = "复制话题"
WORKING: Final = "好，正在改…"
BUSY: Final = "这篇正在改，改完再点。"
NOT_A_BUTTON: Final = "这个按钮已经失效，请重新发一次链接。"

# What stands below a note.
EXCERPT: Final = (
    "【原文摘录】没有配置模型，以上句子都摘自原文。"
    "在 .env 里填好 OPENAI_API_KEY、OPENAI_BASE_URL、OPENAI_MODEL 再重启，就能写成笔记。"
)
REASON: Final = "这个标题：{reason}"
CHECKLIST: Final = "发布前："
DECLARE_AI: Final = "☐ 在「添加内容类型声明」里选「笔记含AI合成内容」"
DECLARE_REPRINT: Final = "☐ 先取得授权，再声明「来源转载」，写明{medium}"
MEDIUM: Final = "媒体：{name}"
UNKNOWN_MEDIUM: Final = "媒体名"
PICK_TOPICS: Final = "☐ 在 App 的列表里逐个点选 {count} 个话题，才会变蓝"
READ_WARNINGS: Final = "☐ 看过上面 {count} 处提醒"
STALE: Final = "☐ 原文是 {year} 年 {month} 月的，确认没有过时"
WARNING: Final = "⚠️ {message}"
SPAN: Final = "：「{span}」"
ORIGINAL: Final = "原文"
EVIDENCE: Final = "（{origin}：「{evidence}」）"
MORE_WARNINGS: Final = "⚠️ 另有 {count} 处提醒，请通读一遍再发。"

# What is said of the facts of a note.
PROOF: Final = "查证"
PROVING: Final = "好，查证在下面。"
PROVED: Final = "逐个查了标题和正文里的数字、名字、书名和引语，共 {count} 项，看原文里有没有："
NOTHING_TO_PROVE: Final = "标题和正文里没有可以逐字查对的数字、名字、书名或引语。"
MISSING: Final = "原文里没有找到：{spans}"
NONE_MISSING: Final = "这些在原文里都找到了。"
MORE_PROOFS: Final = "还有 {count} 项这里放不下。"
WHAT_IS_PROVED: Final = "只比对了字面，没有判断说法对不对、原文属不属实；发布前请自己再看一遍。"
NOT_FOUND: Final = "原文里没有找到"
KINDS: Final[Mapping[str, str]] = {"number": "数字", "name": "名字", "quotation": "引语"}

# What is said about pictures.
SCREEN: Final = "这张是网页原样，只供对照，不要发布：可能带有别的平台的标志或二维码。"
NO_PICTURES: Final = "这篇文章没有截到可用的图，请自己配图；笔记不受影响。"
PICTURES_NOT_SENT: Final = "图片没有发成功，可能不全；笔记不受影响，需要图的话请稍后重发链接。"

PASTE: Final = "把正文粘贴给我（200 字以上）。"
_SENTENCES: Final[Mapping[type[errors.BotError], str]] = {
    errors.BotError: "没有做成，请稍后再试一次。",
    errors.SettingsInvalid: "设置有误，请检查 .env 或环境变量：{argument}。",
    errors.EphemeralDisk: (
        "{argument} 每次重启都会清空磁盘，SQLite 里的东西会丢，所以没有启动："
        "请把 DATABASE_URL 设成 PostgreSQL 的地址（postgresql://…）；丢了也不要紧的话，设 ALLOW_EPHEMERAL_SQLITE=true。"
    ),
    errors.WordsUnusable: "WORDS_FILE 指的词表用不了：{argument}（写法见 docs/words.md）。",
    errors.SourceError: "这篇文章读不了，请{paste}",
    errors.NoLink: "没有找到链接，请发一个 http(s) 开头的文章链接，或{paste}",
    errors.AddressRefused: "这个地址不能访问，请换成公开网站上的文章链接。",
    errors.Unreachable: "网站连不上，请检查链接是否写对，或稍后再试。",
    errors.TooSlow: "网站太久没有回应，请稍后再试，或{paste}",
    errors.PageMissing: "页面不存在（404），请检查链接是否完整。",
    errors.PageRefused: "网站拒绝了访问（HTTP {status}），请稍后再试，或{paste}",
    errors.LoginRequired: "这个页面要登录才能看，我看不到正文，请{paste}",
    errors.ChallengePage: "网站要求验证是不是真人，我过不去，请{paste}",
    errors.ArticleDeleted: "这篇文章已被删除或下架，请换一篇；有存稿的话，请{paste}",
    errors.Paywalled: "公开的只有付费文章的开头，不够写一篇笔记，请{paste}",
    errors.NotHtml: "这是 {content_type} 文件，不是网页文章，请换成文章页的链接，或{paste}",
    errors.TooLarge: "内容太大（超过 {limit}），请换一个链接，或{paste}",
    errors.FileUnreadable: "文件打不开，请检查路径、权限和编码：{argument}",
    errors.NotAnArticle: "这个页面里没有找到文章正文，请发文章页的链接（不要首页、列表或视频），或{paste}",
    errors.TooShort: "正文只有 {length} 个字，太短了写不成笔记，请换一篇或粘贴更完整的正文。",
    errors.WriteError: "笔记没有写成，请稍后再试一次。",
    errors.ModelUnauthorized: "模型的密钥无效或没有权限，请检查 .env 里的 OPENAI_API_KEY 和 OPENAI_BASE_URL。",
    errors.ModelLimited: "模型的请求太多或额度用完了，请过几分钟再试，或检查账户余额。",
    errors.ModelRefused: "模型拒绝写这篇文章的内容，请换一篇，或换一个模型。",
    errors.ModelUnreachable: "模型服务连不上或出错了，请稍后再试。",
    errors.ModelTooSlow: "模型太久没有写完，请稍后再试，或换一个更快的模型。",
    errors.ModelMisconfigured: "模型服务不认识这个请求，请检查 .env 里的 OPENAI_MODEL 和 OPENAI_BASE_URL。",
    errors.ModelGarbled: "模型的回答里没有可用的笔记，请再试一次，或换一个模型。",
    errors.ModelNeeded: "没有配置模型，改不了。请在 .env 里填好 OPENAI_API_KEY 和 OPENAI_MODEL 再重启。",
    errors.NothingToQuote: "没有配置模型时只能摘录原文，而这篇里没有能单独成立的句子；请换一篇，或在 .env 里配好模型。",
    errors.NoteUnfit: "写出来的笔记不合平台规则，改了也没改好，请再试一次或换一种语气。",
    errors.ToneUnknown: "没有「{argument}」这种语气，请换一种{known}。",
    errors.StyleError: "这一条记不下来，请换个说法。",
    errors.TraitEmpty: "没有看到可以记的内容，请再回复一次上面那条。",
    errors.TraitTooLong: "太长了，最多 {most} 个字，请再回复一次上面那条。",
    errors.TraitsTooMany: "这一类最多记 {most} 条，请先点 ✕ 去掉几条。",
    errors.TraitLeadsAway: "里面有联系方式或网址，平台不允许，没有记；请换一句再回复。",
    errors.PictureError: "图片没有截成，请自己配图；笔记不受影响。",
    errors.BrowserMissing: "这台机器没有浏览器，所以没有图片；运行 python -m bot doctor --fix 可以装上。",
    errors.BrowserFailed: "浏览器没能截下这个页面，请自己配图，或稍后重试；笔记不受影响。",
    errors.StoreError: "存不下来，请检查数据库和磁盘。",
    errors.OutputUnwritable: "文件写不进去，请检查目录和权限：{argument}",
    errors.StoreFull: "磁盘满了，存不下来，请清出空间再试。",
    errors.StoreLocked: "数据库正被另一个进程占用，请确认只开了一个机器人，再试一次。",
    errors.StoreTaken: (
        "数据库已被另一个正在运行的小稿占用（进程 {argument}），这个就不启动了："
        "请先停掉那一个；要同时开几个，请把 DATABASE_URL 设成 PostgreSQL 的地址。"
    ),
    errors.StoreBroken: "数据库没有回应，请检查 .env 里的 DATABASE_URL。",
    errors.DraftGone: "找不到这篇笔记了，请重新发一次链接。",
    errors.TrialFailed: "试用页面启动不了，请看看本机是否允许程序监听 127.0.0.1；或在 .env 里填 TELEGRAM_BOT_TOKEN。",
    errors.TelegramLost: "很久收不到 Telegram 的消息，已退出，请重新启动。",
    errors.JobError: "没有做完，请稍后再试一次。",
    errors.JobStopped: "已停下。要写的话，再发一次链接，或点一次按钮。",
    errors.QuotaReached: "{argument}用完了，{wait}后恢复，到时再发一次；/limits 看还剩多少。",
    errors.ChatClosed: "对方关掉了和机器人的对话。",
    errors.Unexpected: "出了意料之外的问题，已经记下来了。请稍后再试一次，或换一个链接。",
}

_LONG: Final = 90
"""Minutes from which a wait is told in hours."""
QUOTED: Final = 60
"""Longest quotation in a sentence, in characters; what is quoted is a stranger's."""


def explain(error: errors.BotError, *, paste: str = PASTE) -> str:
    """One sentence on what went wrong and what to do next, by the error's class or its nearest parent's.

    `paste` says how the text itself can be handed over.
    """
    sentence = next(_SENTENCES[kind] for kind in type(error).__mro__ if kind in _SENTENCES)
    return sentence.format(
        argument=short(str(error)),
        status=getattr(error, "status", ""),
        length=getattr(error, "length", ""),
        most=getattr(error, "most", ""),
        wait=_wait(getattr(error, "minutes", 0)),
        limit=_size(getattr(error, "limit", 0)),
        content_type=short(getattr(error, "content_type", "")),
        known="：" + tones(known) if (known := getattr(error, "known", ())) else "",
        paste=paste,
    )


def progress(now: Progress) -> str:
    """Where the work is."""
    return THINKING if now.thinking else STEPS[now.step]


def counters(version: Version) -> tuple[str, str, str]:
    """Title, body (its topics included) and topics against the platform's limits, such as 18/20."""
    note = version.note
    return (
        f"{note.title_length}/{TITLE_LIMIT}",
        f"{note.text_length}/{BODY_LIMIT}",
        f"{len(note.topics)}/{TOPICS_LIMIT}",
    )


def tones(known: Iterable[Tone]) -> str:
    """List the tones by name and label."""
    return "、".join(f"{tone.name}（{tone.label}）" for tone in known)


def short(text: str, limit: int = QUOTED) -> str:
    """Bring a text to one line of at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _wait(minutes: int) -> str:
    return f"{minutes} 分钟" if minutes <= _LONG else f"约 {round(minutes / 60)} 小时"


def _size(limit: int) -> str:
    return f"{limit / 2**20:.0f} MB" if limit >= 2**20 else f"{limit / 2**10:.0f} KB"

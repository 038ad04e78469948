"""What a newcomer to the chat page finds: a private chat that says what to try, a group, a forum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground.markup import parse_html

if TYPE_CHECKING:
    from bot.playground.world import World

_WELCOME: Final = """\
这里是本机的一个 Telegram，不用账号，也不连外网。我是小稿，把文章写成小红书笔记。

<b>先试一篇：</b>把下面随便一个链接发给我。
<code>{market}</code>
<code>{guide}</code>

<b>然后：</b>看它边写边长；点正文就能复制；点按钮换一种语气；点开图片看看。
也可以直接粘贴 200 字以上的文章，或公开网站上的文章链接。
/help 说得更细。"""


def seed(world: World, *, samples: str) -> None:
    """Let the visitor and two colleagues exist, and their chats; `samples` is the address of the articles to try."""
    you = world.add_user("你", username="you")
    colleagues = [world.add_user("阿青", username="aqing"), world.add_user("老周", username="laozhou")]
    private = world.add_chat("private", members=[you])
    words = _WELCOME.format(market=f"{samples}/market", guide=f"{samples}/guide")
    text, entities = parse_html(words)
    world.post(private, world.bot, {"text": text, "entities": entities})
    world.add_chat("group", members=[you, *colleagues, world.bot], title="选题小组")
    forum = world.add_chat("supergroup", members=[you, *colleagues, world.bot], title="内容部", is_forum=True)
    world.open_topic(forum, you, "科技")
    world.open_topic(forum, you, "本地生活")

"""What the bot listens to, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers import board, buttons, consent, drawer, panel, proposals
from handlers.admins import Admins
from handlers.asking import Answering
from handlers.composing import Composing
from handlers.export import Exports
from handlers.forget import Forgetting
from handlers.gate import Gate
from handlers.groups import Groups
from handlers.history import History
from handlers.learning import COMMAND, FIELD, Learning
from handlers.links import Links
from handlers.orders import Ordered
from handlers.reasons import PRESS, Reasons
from handlers.remembering import Remembering
from handlers.rewrites import Rewrites
from handlers.start import Start
from handlers.stops import Stops
from handlers.styles import Styles
from handlers.team import Team
from handlers.texts.style import ASKS
from handlers.views import Views
from handlers.wishes import Said, Wishes

if TYPE_CHECKING:
    from telegram.ext import Application, BaseHandler

    from handlers.desk import Desk

    App = Application[Any, Any, Any, Any, Any, Any]


def register(application: App, desk: Desk) -> None:
    """Write down what the bot listens to, and who carries out the jobs; the first that fits takes an update.

    Nothing comes to any of them that the gate does not let through; whether posts are waited for the store knows, and
    a filter cannot ask it.
    """
    Composing(desk)
    gate = Gate(desk)
    admins, groups, team = Admins(desk, gate), Groups(desk), Team(desk)
    links, rewrites, start, stops, views = Links(desk), Rewrites(desk), Start(desk), Stops(desk), Views(desk)
    history, exports, forgetting = History(desk), Exports(desk), Forgetting(desk)
    learning, reasons, styles = Learning(desk), Reasons(desk), Styles(desk)
    remembering, wishes = Remembering(desk), Wishes(desk)
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    private, group = filters.ChatType.PRIVATE & new, filters.ChatType.GROUPS & new
    listening: list[BaseHandler[Any, Any, Any]] = [
        ChatMemberHandler(groups.member, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.StatusUpdate.MIGRATE, groups.moved),
        CommandHandler("start", start.start, private),
        CommandHandler("help", start.help, new),
        CommandHandler("note", links.noted, new),
        CommandHandler("cancel", stops.cancel, new),
        CommandHandler("history", history.history, private),
        CommandHandler("export", exports.export, new),
        CommandHandler("forget", forgetting.forget, private),
        MessageHandler(private & COMMAND, learning.asked),
        CommandHandler("style", styles.asked, new),
        CommandHandler("auto", groups.auto, group),
        CommandHandler("board", team.board, group),
        CommandHandler("limits", admins.limits, new),
        CommandHandler("usage", admins.usage, new),
        CommandHandler("allow", admins.allow, new),
        CommandHandler("deny", admins.deny, new),
        MessageHandler(new & Answering(*ASKS), styles.answered),
        MessageHandler(private & Answering(FIELD), learning.answered),
        MessageHandler(new & Ordered(), links.asked),
        MessageHandler(edited, links.edited),
        MessageHandler(new & Said(), wishes.said),
        CallbackQueryHandler(links.chosen, drawer.SEVERAL),
        CallbackQueryHandler(links.again, board.AGAIN),
        CallbackQueryHandler(team.pressed, board.PRESS),
        CallbackQueryHandler(history.pressed, drawer.HISTORY),
        CallbackQueryHandler(exports.pressed, drawer.EXPORT),
        CallbackQueryHandler(forgetting.pressed, drawer.FORGET),
        CallbackQueryHandler(remembering.pressed, consent.CONSENT),
        CallbackQueryHandler(stops.pressed, buttons.STOP),
        CallbackQueryHandler(views.pressed, buttons.SIGHT),
        CallbackQueryHandler(reasons.pressed, PRESS),
        CallbackQueryHandler(styles.pressed, panel.PRESS),
        CallbackQueryHandler(learning.pressed, panel.LEARN),
        CallbackQueryHandler(learning.kept, proposals.KEEP),
        CallbackQueryHandler(rewrites.pressed),
        MessageHandler(private & ~filters.StatusUpdate.ALL, start.anything),
    ]
    application.add_handler(TypeHandler(Update, gate.check), group=-2)
    application.add_handler(MessageHandler(private & filters.FORWARDED, learning.forwarded), group=-1)
    application.add_handlers(listening)

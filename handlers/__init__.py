"""Everything Telegram, nothing else: what the bot listens to, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from handlers import buttons, consent, drawer, panel, proposals
from handlers.asking import Answering
from handlers.export import Exports
from handlers.forget import Forgetting
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
from handlers.texts.style import ASKS
from handlers.views import Views
from handlers.wishes import Said, Wishes

if TYPE_CHECKING:
    from telegram.ext import Application, BaseHandler

    from handlers.desk import Desk

    App = Application[Any, Any, Any, Any, Any, Any]


def register(application: App, desk: Desk) -> None:
    """Write down what the bot listens to, and who carries out the jobs; the first that fits takes an update."""
    links, rewrites, start, stops, views = Links(desk), Rewrites(desk), Start(desk), Stops(desk), Views(desk)
    history, exports, forgetting = History(desk), Exports(desk), Forgetting(desk)
    learning, reasons, styles = Learning(desk), Reasons(desk), Styles(desk)
    remembering, wishes = Remembering(desk), Wishes(desk)
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    edited = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE
    listening: list[BaseHandler[Any, Any, Any]] = [
        CommandHandler("start", start.start, private),
        CommandHandler("help", start.help, private),
        CommandHandler("cancel", stops.cancel, private),
        CommandHandler("history", history.history, private),
        CommandHandler("export", exports.export, private),
        CommandHandler("forget", forgetting.forget, private),
        MessageHandler(private & COMMAND, learning.asked),
        CommandHandler("style", styles.asked, private),
        MessageHandler(private & Answering(*ASKS), styles.answered),
        MessageHandler(private & (Answering(FIELD) | learning.posts), learning.answered),
        MessageHandler(private & Ordered(), links.asked),
        MessageHandler(private & Said(), wishes.said),
        MessageHandler(edited, links.edited),
        CallbackQueryHandler(links.chosen, drawer.SEVERAL),
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
    application.add_handlers(listening)

"""Every method this server knows, by its name in small letters; getUpdates waits and lives in `server`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.playground import attention, commands, editing, members, passing, profile, sending, topics, webhook

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.params import Params
    from bot.playground.world import World

METHODS: dict[str, Callable[[World, Params], Any]] = {
    "getme": profile.get_me,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "sendmediagroup": sending.send_media_group,
    "senddocument": sending.send_document,
    "sendchataction": attention.send_chat_action,
    "forwardmessage": passing.forward_message,
    "copymessage": passing.copy_message,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "setmessagereaction": editing.set_message_reaction,
    "pinchatmessage": attention.pin_chat_message,
    "unpinchatmessage": attention.unpin_chat_message,
    "answercallbackquery": profile.answer_callback_query,
    "answerinlinequery": profile.answer_inline_query,
    "setmycommands": commands.set_my_commands,
    "getmycommands": commands.get_my_commands,
    "deletemycommands": commands.delete_my_commands,
    "getchat": profile.get_chat,
    "getchatmember": members.get_chat_member,
    "getchatadministrators": members.get_chat_administrators,
    "getchatmembercount": members.get_chat_member_count,
    "leavechat": members.leave_chat,
    "createforumtopic": topics.create_forum_topic,
    "getfile": profile.get_file,
    "setwebhook": webhook.set_webhook,
    "deletewebhook": webhook.delete_webhook,
    "getwebhookinfo": webhook.get_webhook_info,
    "logout": profile.log_out,
    "close": profile.close,
}

// What stands over the words of a message: where it was forwarded from, what it replies to.

import { colour } from "./avatar.js";
import { el, icon, pressable } from "./dom.js";
import { author, origin, summary } from "./format.js";

/** Build the line of a forwarded message. */
export function forwarded({ forward_origin: from }) {
  return from ? el("div", { class: "forwarded", "data-testid": "forwarded" }, icon("forward"), `转发自 ${origin(from)}`) : null;
}

/** Build what is replied to, or the part of it that is quoted; a topic's first message is no reply. */
export function reply({ reply_to_message: to, quote }, page) {
  if (!to || to.forum_topic_created) return null;
  const { id, name } = author(to);
  const box = el("div", { class: `reply ${colour(id)} ${quote ? "quoting" : ""}`, "data-testid": "reply" },
    el("span", { class: "reply-name" }, name), el("span", { class: "reply-text" }, quote?.text ?? summary(to)));
  return pressable(box, "跳到这条消息", () => page.jump(to.message_id));
}

// The list of chats, the header of the open one, and the topics of a forum.

import { avatar } from "./avatar.js";
import { el, iconButton } from "./dom.js";
import { author, chatName, clock, summary } from "./format.js";

const ACTIONS = { typing: "正在输入…", upload_photo: "正在发送图片…", upload_document: "正在发送文件…" };

/** What the bot is doing in a chat now; empty when nothing is known. */
export const doing = (seen) => (seen.action && seen.action.until > Date.now() ? ACTIONS[seen.action.kind] ?? "正在忙…" : "");

/** The picture of a chat: in a private one, the bot's. */
export function chatFace({ chat }, bot, className = "") {
  return avatar({ id: chat.id, name: chatName(chat, bot), bot: chat.type === "private" }, className);
}

export function drawList(nav, store, current) {
  const focused = document.activeElement?.getAttribute("href");
  nav.replaceChildren(...[...store.chats.values()].map((seen) => item(seen, store.bot, current)));
  if (focused) nav.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
}

function item(seen, bot, current) {
  const last = [...seen.messages.values()].pop();
  const speaker = last && seen.chat.type !== "private" ? `${author(last).name}：` : "";
  const preview = doing(seen) || (last ? speaker + summary(last) : "还没有消息");
  return el("a", { class: "chat", href: `#${seen.chat.id}`, "aria-current": seen.chat.id === current ? "page" : null, "data-testid": "chat", "data-chat": seen.chat.id },
    chatFace(seen, bot),
    el("span", { class: "chat-name" }, chatName(seen.chat, bot)),
    el("time", { class: "chat-time" }, last ? clock(last.date) : ""),
    el("span", { class: `chat-preview ${doing(seen) ? "doing" : ""}` }, preview),
    seen.unread ? el("span", { class: "unread", "aria-label": `${seen.unread} 条未读` }, String(seen.unread)) : null);
}

export function drawHeader(header, seen, bot) {
  const back = iconButton("back", "返回会话列表", () => { location.hash = ""; }, { class: "icon-button back", "data-testid": "back" });
  if (!seen) return header.replaceChildren();
  const people = { private: "机器人", channel: "频道" }[seen.chat.type] ?? `${seen.members.length + 1} 位成员`;
  header.replaceChildren(back, chatFace(seen, bot, "medium"), el("div", { class: "who" },
    el("h2", {}, chatName(seen.chat, bot)),
    el("p", { class: doing(seen) ? "status doing" : "status", "data-testid": "status" }, doing(seen) || people)));
}

/** Draw a tab for each topic, before them one for all; `choose(thread)` is told which, null for all. */
export function drawTopics(nav, topics, current, choose) {
  nav.hidden = topics.size < 2;
  const tab = ([thread, name]) => el("button", { type: "button", class: "topic", "aria-pressed": String(thread === current), onclick: () => choose(thread) }, name);
  nav.replaceChildren(...[[null, "全部"], ...topics].map(tab));
}

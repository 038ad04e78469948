// One message, or one album, as a bubble.

import { avatar, colour } from "./avatar.js";
import { el, icon, iconButton } from "./dom.js";
import { author, clock, service } from "./format.js";
import { forwarded, reply } from "./heads.js";
import { keyboard } from "./keyboard.js";
import { documentRow, mosaic } from "./media.js";
import { rich } from "./text.js";
import { view } from "./viewer.js";

/** Build a block of the log: `{messages, own, first, last, group}`. `page` is what it acts through. */
export function build(block, page) {
  const message = block.messages[0];
  const said = service(message);
  if (said) return el("div", { class: "service", "data-testid": "service", "data-id": message.message_id }, el("span", {}, said));
  const bubble = fill(block, page);
  const stack = el("div", { class: "stack" }, bubble, keyboard(block.messages[block.messages.length - 1], page.presses, page.user));
  const row = el("div", {
    class: `row ${block.own ? "out" : "in"} ${block.first ? "first" : ""} ${block.last ? "last" : ""}`,
    "data-testid": "message", "data-id": message.message_id, "data-from": author(message).bot ? "bot" : "person",
  });
  if (block.group && !block.own) row.append(block.last ? face(message) : el("span", { class: "avatar-gap" }));
  row.append(stack, el("div", { class: "handy" },
    iconButton("reply", "回复", () => page.reply(message), { onmousedown: (event) => event.preventDefault() }), // keeps what is selected
    iconButton("more", "更多", (event) => page.menu(message, event.currentTarget), { class: "icon-button more" })));
  listen(row, bubble, message, page);
  return row;
}

const face = (message) => avatar(author(message), "small");

function fill(block, page) {
  const [message] = block.messages;
  const photos = block.messages.filter((one) => one.photo);
  const documents = block.messages.filter((one) => one.document);
  const captioned = block.messages.filter((one) => one.text ?? one.caption);
  const words = captioned.length === 1 || !photos.length ? captioned : [];
  const named = block.group && block.first && (!block.own || message.sender_chat);
  const { id, name } = author(message);
  const heads = [named && el("div", { class: `name ${colour(id)}` }, name), forwarded(message), reply(message, page)];
  const chips = reactions(block, page);
  const bare = photos.length > 0 && !words.length && !chips;
  const bubble = el("article", {
    class: `bubble ${photos.length ? "with-photo" : ""} ${bare ? "bare" : ""}`, tabindex: "-1",
    "aria-label": `${block.own ? "我" : name}，${clock(message.date)}`,
  });
  bubble.append(...heads.filter(Boolean));
  if (photos.length) bubble.append(mosaic(photos, (index) => view(photos, index)));
  for (const one of documents) bubble.append(documentRow(one.document));
  for (const one of words) bubble.append(text(one, page, one === words[words.length - 1] && !chips));
  bubble.append(...[chips, meta(block)].filter(Boolean));
  return bubble;
}


function text(message, page, isLast) {
  const context = { command: page.command, opened: page.opened, key: `${message.chat.id}:${message.message_id}` };
  const words = rich(message.text ?? message.caption, message.entities ?? message.caption_entities, context);
  const room = isLast && el("span", { class: `meta-room ${message.edit_date ? "edited" : ""}`, "aria-hidden": "true" });
  return el("div", { class: "text", "data-testid": "text", "data-of": message.message_id, dir: "auto" }, words, ...(room ? [room] : []));
}

function meta(block) {
  const message = block.messages[block.messages.length - 1];
  const edited = message.edit_date ? el("span", { class: "edited-mark", "data-testid": "edited" }, "已编辑") : null;
  return el("span", { class: "meta" }, edited, el("time", { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date)), block.own && icon("check"));
}

function reactions(block, page) {
  const counted = new Map();
  for (const message of block.messages) {
    for (const { user_id: user, reaction } of message.reactions ?? []) {
      for (const { emoji } of reaction) counted.set(emoji, [...(counted.get(emoji) ?? []), user]);
    }
  }
  if (!counted.size) return null;
  const chip = ([emoji, users]) => el("button", {
    type: "button", class: "reaction", "aria-pressed": String(users.includes(page.user())), "data-testid": "reaction",
    "aria-label": `${emoji} ${users.length}`, onclick: () => page.react(block.messages[0], emoji),
  }, el("span", { class: "emoji" }, emoji), ...(users.length > 1 ? [String(users.length)] : users.map((user) => page.face(user))));
  return el("div", { class: "reactions" }, ...[...counted].map(chip));
}

const HOLD_MS = 450;
const SWIPE = 56;
const SLIP = 9;

/** Double click and swipe reply; a right click, a long press, Enter open the menu. */
function listen(row, bubble, message, page) {
  row.addEventListener("dblclick", (event) => {
    if (event.target.closest("button, a, code, pre, [role=button]")) return;
    getSelection().removeAllRanges();
    page.reply(message);
  });
  bubble.addEventListener("contextmenu", (event) => {
    if (event.pointerType === "touch") return event.preventDefault(); // the end of the touch opens the menu
    if (event.target.closest("a") || !getSelection().isCollapsed) return;
    event.preventDefault();
    page.menu(message, bubble, event);
  });
  bubble.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== bubble) return;
    event.preventDefault();
    page.menu(message, bubble);
  });
  touch(row, bubble, message, page);
}

/** A menu that opens before the finger leaves would be closed by its leaving, so the end of the touch opens it. */
function touch(row, bubble, message, page) {
  let start = null;
  let left = 0;
  const end = () => {
    start = null;
    row.style.translate = "";
  };
  row.addEventListener("touchstart", ({ touches: [{ clientX, clientY }], timeStamp }) => {
    start = { clientX, clientY, timeStamp };
    left = 0;
  }, { passive: true });
  row.addEventListener("touchmove", ({ touches: [{ clientX, clientY }] }) => {
    if (!start) return;
    left = start.clientX - clientX;
    const along = Math.abs(start.clientY - clientY);
    if (along > SLIP && along > left) return end();
    if (left > SLIP) row.style.translate = `${-Math.min(left, SWIPE + SLIP)}px`;
  }, { passive: true });
  row.addEventListener("touchend", (event) => {
    const held = start && Math.abs(left) < SLIP && event.timeStamp - start.timeStamp > HOLD_MS;
    if (held) {
      event.preventDefault();
      page.menu(message, bubble, start);
    } else if (start && left > SWIPE) page.reply(message);
    end();
  });
  row.addEventListener("touchcancel", end);
}

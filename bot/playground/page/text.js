// Text with entities → elements. Offsets are UTF-16 units, as JavaScript's strings count.

import { copy, el, icon, pressable } from "./dom.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const MARKS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };
const LINKS = new Set(["http:", "https:", "tg:"]);

/** The address that a link may lead to; null for any that is not http, https or tg. */
export function safeHref(url) {
  try {
    const parsed = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`);
    return LINKS.has(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

/** Build a text. `context`: `command(text)` sends one; `opened` remembers, by `key`, what was expanded or revealed. */
export function rich(text, entities, context) {
  const whole = document.createDocumentFragment();
  const wanted = (entities ?? []).filter((one) => one.length > 0).sort((a, b) => a.offset - b.offset || b.length - a.length);
  fill(whole, text, 0, text.length, wanted, context);
  return whole;
}

function fill(parent, text, start, end, entities, context) {
  let at = start;
  let waiting = entities;
  while (waiting.length) {
    const [entity, ...later] = waiting;
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    waiting = later;
    if (to <= from) continue;
    if (from > at) parent.append(text.slice(at, from));
    const inside = later.filter((one) => one.offset < to);
    waiting = later.flatMap((one) => beyond(one, to));
    parent.append(marked(entity, text, from, to, inside, context));
    at = to;
    if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1; // a block ends its line by itself
  }
  if (at < end) parent.append(text.slice(at, end));
}

/** What of an entity lies after `place`: those that overlap are cut in two. */
function beyond(entity, place) {
  const end = entity.offset + entity.length;
  if (end <= place) return [];
  return [entity.offset >= place ? entity : { ...entity, offset: place, length: end - place }];
}

function marked(entity, text, from, to, inside, context) {
  const said = text.slice(from, to);
  const filled = (node) => {
    fill(node, text, from, to, inside, context);
    return node;
  };
  switch (entity.type) {
    case "bold":
    case "italic":
    case "underline":
    case "strikethrough":
      return filled(el(MARKS[entity.type]));
    case "code":
      return filled(pressable(el("code", { "data-testid": "code" }), "点一下复制", () => copy(said)));
    case "pre":
      return pre(entity, said, filled);
    case "url":
      return link(said, filled);
    case "text_link":
      return link(entity.url, filled);
    case "bot_command":
      return filled(pressable(el("span", { class: "command" }), "点一下发送", () => context.command(said)));
    case "spoiler":
      return spoiler(`${context.key}:spoiler:${entity.offset}`, filled, context.opened);
    case "blockquote":
      return filled(el("blockquote"));
    case "expandable_blockquote":
      return expandable(`${context.key}:quote:${entity.offset}`, filled, context.opened);
    default: // mention, hashtag, email, phone number, …: nowhere to go from here
      return filled(el("span", { class: "tag" }));
  }
}

function link(url, filled) {
  const href = safeHref(url);
  if (href === null) return filled(el("span"));
  return filled(el("a", { href, target: "_blank", rel: "noopener noreferrer", title: href }));
}

function pre(entity, said, filled) {
  const body = filled(pressable(el("pre", { "data-testid": "pre" }), "点一下复制", () => copy(said)));
  const head = el("button", { type: "button", class: "pre-copy", onclick: () => copy(said) }, icon("copy"), "复制");
  return el("div", { class: "pre" }, el("div", { class: "pre-head" }, el("span", {}, entity.language ?? ""), head), body);
}

function spoiler(key, filled, opened) {
  const hidden = filled(el("span", { class: "spoiler", "aria-label": "隐藏的文字" }));
  const reveal = () => {
    opened.add(key);
    hidden.classList.add("revealed");
    for (const name of ["role", "tabindex", "title", "aria-label"]) hidden.removeAttribute(name);
  };
  pressable(hidden, "点一下显示", reveal);
  if (opened.has(key)) reveal();
  return hidden;
}

function expandable(key, filled, opened) {
  const button = el("button", { type: "button", class: "quote-toggle" }, icon("down"));
  const quote = el("blockquote", { class: "expandable", "data-testid": "quote" }, filled(el("div", { class: "quote-text" })), button);
  const show = () => {
    const open = opened.has(key);
    quote.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", open ? "收起引用" : "展开引用");
  };
  quote.addEventListener("click", (event) => {
    if (!getSelection().isCollapsed || event.target.closest("a, code")) return;
    opened.delete(key) || opened.add(key);
    show();
  });
  show();
  return quote;
}

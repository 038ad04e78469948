// Small menus that open beside something: arrow keys walk, Esc and a click elsewhere close.

import { el, icon } from "./dom.js";

const EMOJI = ["👍", "❤", "🔥", "🎉", "😁", "🤔", "👎"];
const GAP = 8;

/** Open a menu of `{icon, label, act}` at an element, or at a point; `above` stands over the items. */
export function openMenu(anchor, items, { label, above = null, point = null } = {}) {
  const box = el("div", { class: "menu", role: "menu", "aria-label": label, popover: "auto", "data-testid": "menu" }, above);
  for (const item of items) {
    box.append(el("button", { type: "button", role: item.checked === undefined ? "menuitem" : "menuitemradio", "aria-checked": item.checked, class: "menu-item", onclick: () => close(item.act) },
      item.face ?? icon(item.icon), el("span", {}, item.label)));
  }
  const close = (act) => {
    box.hidePopover();
    act();
  };
  box.addEventListener("toggle", (event) => event.newState === "closed" && box.remove());
  box.addEventListener("keydown", (event) => walk(event, box));
  document.body.append(box);
  box.showPopover();
  put(box, point ? { left: point.clientX, right: point.clientX, top: point.clientY, bottom: point.clientY } : anchor.getBoundingClientRect());
  box.querySelector(".menu-item")?.focus({ preventScroll: true });
  return close;
}

/** Open the menu of a message: react, reply, quote, copy, forward, edit. */
export function messageMenu(message, anchor, point, acts, own) {
  let close = () => {};
  const words = message.text ?? message.caption;
  const emoji = el("div", { class: "menu-emoji", role: "group", "aria-label": "回应" },
    ...EMOJI.map((one) => el("button", { type: "button", "aria-label": `回应 ${one}`, onclick: () => close(() => acts.react(one)) }, one)));
  const items = [
    { icon: "reply", label: "回复", act: acts.reply },
    words && { icon: "quote", label: "引用一句", act: acts.quote },
    words && { icon: "copy", label: "复制文字", act: acts.copy },
    { icon: "forward", label: "转发", act: acts.forward },
    own && message.text && !message.forward_origin && { icon: "edit", label: "编辑", act: acts.edit },
  ].filter(Boolean);
  close = openMenu(anchor, items, { label: "消息菜单", above: emoji, point });
}

function put(box, at) {
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = Math.min(Math.max(at.left, GAP), innerWidth - width - GAP);
  const below = at.bottom + GAP + height < innerHeight;
  const top = below ? at.bottom + GAP : Math.max(GAP, Math.min(at.top - GAP, innerHeight - GAP) - height);
  box.style.setProperty("left", `${left}px`);
  box.style.setProperty("top", `${top}px`);
}

function walk(event, box) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...box.querySelectorAll("button")];
  const next = (items.indexOf(document.activeElement) + step + items.length) % items.length;
  items[next].focus();
}

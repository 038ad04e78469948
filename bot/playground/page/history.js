// The log of a chat: which blocks it has, what of it is built anew, and where the reader stays.

import { el } from "./dom.js";
import { author, day, service } from "./format.js";
import { build } from "./message.js";

const GROUP_SECONDS = 600;
const PAGE = 150;
const NEAR = 48;

/** Cut messages into blocks: days, service messages, albums, messages. */
export function blocks(messages, { user, group }) {
  const found = [];
  for (const message of messages) {
    const before = found[found.length - 1];
    const today = day(message.date);
    if (before?.day !== today) found.push({ key: `day ${today}`, day: today, messages: [] });
    const album = message.media_group_id;
    if (album && before?.album === album) {
      before.messages.push(message);
      continue;
    }
    const own = message.by === user;
    found.push({ key: `message ${message.message_id}`, day: today, messages: [message], album, own, group, first: true, last: true });
  }
  found.forEach((block, index) => join(block, found[index + 1]));
  return found;
}

function join(block, next) {
  const [one, two] = [block.messages[0], next?.messages[0]];
  if (!one || !two || service(one) || service(two)) return;
  if (author(one).id !== author(two).id || two.date - one.date > GROUP_SECONDS) return;
  block.last = false;
  next.first = false;
}

const same = (a, b) => a.own === b.own && a.first === b.first && a.last === b.last && a.mark === b.mark
  && a.messages.length === b.messages.length && a.messages.every((one, index) => one === b.messages[index]);

export class History {
  #built = new Map();
  #limit = PAGE;
  #chat = "";
  #missed = 0;

  constructor({ scroller, log, down, page }) {
    Object.assign(this, { scroller, log, down, page });
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    down.addEventListener("click", () => this.toEnd(true));
    new ResizeObserver(() => this.#stick && this.toEnd()).observe(scroller);
    new ResizeObserver(() => this.#stick && this.toEnd()).observe(log, { box: "border-box" }); // its padding makes room for the composer
    log.addEventListener("keydown", (event) => this.#walk(event));
  }

  #stick = true;

  /** Show these messages of a chat; another chat begins at its end. */
  show(chat, messages, options) {
    const opened = chat !== this.#chat;
    if (opened) Object.assign(this, { messages: [] }).#open(chat);
    const fresh = messages.length - this.messages.length;
    if (!opened && !this.#stick && fresh > 0) this.#missed += fresh;
    Object.assign(this, { messages, options });
    this.#update(!opened);
    if (opened || this.#stick) this.toEnd();
    this.#badge();
  }

  #open(chat) {
    this.#chat = chat;
    this.#limit = PAGE;
    this.#missed = 0;
    this.#stick = true;
    this.#built.clear();
    this.log.replaceChildren();
  }

  #update(alive) {
    const wanted = blocks(this.messages.slice(-this.#limit), this.options);
    for (const block of wanted) block.mark = this.page.mark(block.messages);
    const anchor = this.#anchor();
    const kept = new Map();
    let place = this.log.firstChild;
    for (const block of wanted) {
      const known = this.#built.get(block.key);
      const node = known && same(known.block, block) ? known.node : this.#build(block, known, alive);
      kept.set(block.key, { block, node });
      if (known && known.node !== node) {
        if (place === known.node) place = known.node.nextSibling;
        refocus(known.node, node);
      }
      if (node === place) place = place.nextSibling;
      else this.log.insertBefore(node, place);
    }
    for (const [key, { node }] of this.#built) if (kept.get(key)?.node !== node) node.remove();
    this.#built = kept;
    if (anchor && !this.#stick) this.scroller.scrollTop += anchor.node().getBoundingClientRect().top - anchor.top;
  }

  #build(block, known, alive) {
    if (!block.messages.length) return el("div", { class: "day" }, el("span", {}, block.day));
    const node = build(block, this.page);
    if (!known && alive) node.classList.add("new");
    return node;
  }

  /** The first block in sight, to be found again after the change. */
  #anchor() {
    const top = this.scroller.getBoundingClientRect().top;
    for (const [key, { block, node }] of this.#built) {
      if (!block.messages.length) continue; // a day sticks to the top and says nothing about the place
      const box = node.getBoundingClientRect();
      if (box.bottom > top) return { top: box.top, node: () => this.#built.get(key)?.node ?? node };
    }
    return null;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.#stick = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.#stick) this.#missed = 0;
    this.#badge();
    if (scrollTop < NEAR && this.messages?.length > this.#limit) {
      this.#limit += PAGE;
      this.#update(false);
    }
  }

  #badge() {
    this.down.hidden = this.#stick;
    this.down.dataset.count = this.#missed || "";
  }

  toEnd(smooth = false) {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  /** Go to a message and let it flash. */
  jump(id) {
    const found = [...this.#built.values()].find(({ block }) => block.messages.some((one) => one.message_id === id));
    if (!found) return;
    found.node.scrollIntoView({ block: "center", behavior: "smooth" });
    found.node.classList.remove("flash");
    requestAnimationFrame(() => found.node.classList.add("flash"));
    found.node.querySelector(".bubble")?.focus({ preventScroll: true });
  }

  /** The arrow keys walk from bubble to bubble. */
  #walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.target.classList.contains("bubble")) return;
    event.preventDefault();
    const bubbles = [...this.log.querySelectorAll(".bubble")];
    bubbles[bubbles.indexOf(event.target) + step]?.focus();
  }

  /** Put the keyboard on the newest message. */
  focusLast() {
    [...this.log.querySelectorAll(".bubble")].pop()?.focus();
  }
}

const FOCUSABLE = "button, a, [tabindex]";

/** Give the focus to what took the place of the focused element. */
function refocus(before, after) {
  if (!before.contains(document.activeElement)) return;
  const place = [...before.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  queueMicrotask(() => after.querySelectorAll(FOCUSABLE)[place]?.focus({ preventScroll: true }));
}

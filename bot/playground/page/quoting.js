// The part of a message that a reply quotes: selected with the mouse, or one of its sentences.

import { el, icon } from "./dom.js";

const SENTENCE = /[^。！？!?…\n]+[。！？!?…]*[”’」』）)]*|[。！？!?…]+/g;

const words = (message) => message.text ?? message.caption ?? "";

/** Cut a message into `{text, position}`, line by line. */
export function sentences(message) {
  return words(message).split("\n").reduce(({ lines, at }, line) => {
    const found = [...line.matchAll(SENTENCE)].filter(([said]) => said.trim());
    lines.push(found.map(({ 0: said, index }) => ({ text: said.trim(), position: at + index + said.search(/\S/) })));
    return { lines, at: at + line.length + 1 };
  }, { lines: [], at: 0 }).lines.filter((line) => line.length);
}

/** What is selected of one message's words: its id, the text as the page shows it, about where, and the box around it. */
export function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const within = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-of]");
  const place = within(range.startContainer);
  if (!place || within(range.endContainer) !== place) return null;
  const before = document.createRange();
  before.setStart(place, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return { id: Number(place.dataset.of), text: selection.toString(), near: before.toString().length, box: range.getBoundingClientRect() };
}

/** Find in a message what is selected of it; null when it is something else. White space may differ. */
export function part(message, found = selected()) {
  const pieces = found?.text.trim().split(/\s+/).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (found?.id !== message.message_id || !pieces[0]) return null;
  const places = [...words(message).matchAll(new RegExp(pieces.join("\\s+"), "g"))];
  places.sort((a, b) => Math.abs(a.index - found.near) - Math.abs(b.index - found.near));
  return places.length ? { text: places[0][0], position: places[0].index } : null;
}

/** Offer, beside what is selected in the log, to quote it; `act(id)` is told of which message. */
export function offerQuote(log, act) {
  const keep = (event) => event.preventDefault(); // a press would end the selection
  const button = el("button", { type: "button", class: "quote-button", hidden: true, "data-testid": "quote-selected", onmousedown: keep, onclick: () => act(selected().id) },
    icon("quote"), "引用这段");
  document.body.append(button);
  const show = () => {
    const found = selected();
    button.hidden = !found?.text.trim() || !log.contains(getSelection().anchorNode);
    if (button.hidden) return;
    const left = Math.min(Math.max(found.box.left + found.box.width / 2, 70), innerWidth - 70);
    button.style.setProperty("left", `${left}px`);
    button.style.setProperty("top", `${Math.max(found.box.top - 44, 64)}px`);
  };
  document.addEventListener("selectionchange", show);
  log.parentElement.addEventListener("scroll", show, { passive: true });
}

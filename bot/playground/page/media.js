// Photos alone and in albums, and documents.

import { fileUrl } from "./api.js";
import { el, icon } from "./dom.js";
import { size } from "./format.js";

const ROWS = { 1: [1], 2: [2], 3: [1, 2], 4: [2, 2], 5: [2, 3], 6: [3, 3], 7: [2, 2, 3], 8: [2, 3, 3], 9: [3, 3, 3], 10: [2, 2, 3, 3] };
const NARROWEST = 0.66;
const WIDEST = 1.8;

const largest = (message) => message.photo[message.photo.length - 1];

function shape(message) {
  const { width, height } = largest(message);
  return Math.min(Math.max(width / height, NARROWEST), WIDEST);
}

/** How many pictures stand in each row; three upright ones stand side by side. */
export function rows(messages) {
  if (messages.length === 3 && messages.every((one) => shape(one) < 1)) return [3];
  return ROWS[messages.length] ?? [messages.length];
}

/** Lay photos out as a mosaic; `open(index)` shows one of them large. */
export function mosaic(messages, open) {
  const box = el("div", { class: messages.length > 1 ? "mosaic album" : "mosaic", "data-testid": messages.length > 1 ? "album" : "photo" });
  let index = 0;
  for (const count of rows(messages)) {
    const group = messages.slice(index, index + count);
    const ratio = group.reduce((sum, one) => sum + shape(one), 0);
    const tiles = group.map((message, offset) => tile(message, index + offset, messages.length, open));
    box.append(el("div", { class: "mosaic-row", style: { "aspect-ratio": String(ratio) } }, ...tiles));
    index += count;
  }
  if (messages.length === 1) box.style.setProperty("--natural", `${largest(messages[0]).width}px`);
  if (messages.length === 1) box.style.setProperty("--ratio", String(shape(messages[0])));
  return box;
}

function tile(message, index, count, open) {
  const label = count > 1 ? `打开图片 ${index + 1}/${count}` : "打开图片";
  const image = el("img", { src: fileUrl(largest(message).file_id), alt: message.caption ?? "", decoding: "async" });
  return el("button", { type: "button", class: "tile", "aria-label": label, style: { "flex-grow": String(100 * shape(message)) }, onclick: () => open(index) }, image);
}

/** Show a document with its name and size; a click downloads it. */
export function documentRow(document) {
  const name = document.file_name ?? "文件";
  return el("a", { class: "document", href: fileUrl(document.file_id), download: name, "aria-label": `下载 ${name}`, "data-testid": "document" },
    el("span", { class: "document-icon" }, icon("download")),
    el("span", { class: "document-text" }, el("span", { class: "document-name" }, name), el("span", { class: "document-size" }, size(document.file_size))));
}

// Shows the photos of a message large, one at a time: arrows, swipe, Esc.

import { fileUrl } from "./api.js";
import { el, icon, iconButton } from "./dom.js";

const SWIPE = 50;

/** Open photo `index` of these messages. */
export function view(messages, index) {
  let at = index;
  let startX = null;
  const image = el("img", { class: "viewer-image", "data-testid": "viewer-image" });
  const counter = el("span", { class: "viewer-counter", "data-testid": "viewer-counter", "aria-live": "polite" });
  const words = el("p", { class: "viewer-words" });
  const save = el("a", { class: "icon-button", "aria-label": "下载原图", title: "下载原图" }, icon("download"));
  const back = iconButton("back", "上一张", () => go(-1), { class: "viewer-step viewer-back" });
  const next = iconButton("next", "下一张", () => go(1), { class: "viewer-step viewer-next" });
  const box = el("dialog", {
    class: "viewer", "aria-label": "查看图片", "data-testid": "viewer",
    onclose: () => box.remove(),
    onclick: (event) => event.target.closest("button, a, img") || box.close(),
    onkeydown: (event) => go({ ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0),
    onpointerdown: (event) => { startX = event.clientX; },
    onpointerup: (event) => swiped(event.clientX),
  },
  el("header", { class: "viewer-bar" }, counter, save, iconButton("close", "关闭", () => box.close())), back, image, next, words);

  function go(step) {
    if (step) show(Math.min(Math.max(at + step, 0), messages.length - 1));
  }

  function swiped(x) {
    const moved = startX === null ? 0 : x - startX;
    startX = null;
    if (Math.abs(moved) > SWIPE) go(moved < 0 ? 1 : -1);
  }

  function show(place) {
    at = place;
    const message = messages[at];
    const url = fileUrl(message.photo[message.photo.length - 1].file_id);
    image.src = url;
    image.alt = message.caption ?? `图片 ${at + 1}`;
    image.draggable = false;
    save.href = url;
    save.download = `图片-${message.message_id}.jpg`;
    counter.textContent = messages.length > 1 ? `${at + 1} / ${messages.length}` : "";
    words.textContent = message.caption ?? "";
    back.hidden = at === 0;
    next.hidden = at === messages.length - 1;
  }

  show(at);
  document.body.append(box);
  box.showModal();
  box.focus();
}

// Sheets that ask for a choice: a sentence to quote, a chat to forward to.

import { el, iconButton, pressable } from "./dom.js";
import { chatName } from "./format.js";
import { sentences } from "./quoting.js";
import { chatFace } from "./sidebar.js";

function sheet(label, fill) {
  const box = el("dialog", { class: "sheet", "aria-label": label, "data-testid": "sheet", onclose: () => box.remove(), onclick: (event) => event.target === box && box.close() });
  const chosen = (act) => () => {
    box.close();
    act();
  };
  box.append(el("div", { class: "sheet-head" }, el("h3", {}, label), iconButton("close", "关闭", () => box.close())), el("div", { class: "sheet-body" }, ...fill(chosen)));
  document.body.append(box);
  box.showModal();
}

/** Show a message sentence by sentence; `choose` is told which one. */
export function chooseSentence(message, choose) {
  sheet("点一句来引用", (chosen) => sentences(message).map((line) => el("p", { class: "sentences" },
    ...line.map((one) => pressable(el("span", { class: "sentence" }, one.text), "引用这一句", chosen(() => choose(one)))))));
}

/** Show chats; `choose` is told which one. */
export function chooseChat(chats, bot, choose) {
  sheet("转发到", (chosen) => chats.map((seen) => el("button", { type: "button", class: "sheet-item", onclick: chosen(() => choose(seen.chat)) },
    chatFace(seen, bot, "medium"), el("span", {}, chatName(seen.chat, bot)))));
}

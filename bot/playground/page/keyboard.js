// Inline keyboards: what a button does when it is pressed, and the bot's answer to it.

import { press } from "./api.js";
import { alertBox, copy, el, icon, toast } from "./dom.js";
import { safeHref } from "./text.js";

const SECONDS = 15;
const REMEMBERED = 200;

export class Presses {
  #waiting = new Map(); // callback id → the button's key
  #answers = new Map(); // answers that came before we knew the id
  #busy = new Map(); // the button's key → how many presses are not answered

  /** `changed(messageId)` is told when a button starts or stops to spin. */
  constructor(changed) {
    this.changed = changed;
  }

  isBusy(message, button) {
    return this.#busy.has(key(message, button));
  }

  async press(message, button, user) {
    const name = key(message, button);
    if (this.#busy.has(name)) return;
    this.#spin(message, name, true);
    const timer = setTimeout(() => this.#spin(message, name, false), SECONDS * 1000);
    const done = () => {
      clearTimeout(timer);
      this.#spin(message, name, false);
    };
    const pressed = await press(message.chat.id, { user, message: message.message_id, button: button.callback_data });
    const id = pressed?.callback_id;
    if (!id) return done();
    this.#waiting.set(id, done);
    if (this.#answers.has(id)) this.answered(this.#answers.get(id));
  }

  /** Take the bot's answer; one to somebody else's press says nothing here. */
  answered(event) {
    const done = this.#waiting.get(event.callback_id);
    if (!done) {
      this.#answers.set(event.callback_id, event);
      if (this.#answers.size > REMEMBERED) this.#answers.delete(this.#answers.keys().next().value);
      return;
    }
    this.#waiting.delete(event.callback_id);
    done();
    if (event.text) (event.show_alert ? alertBox : toast)(event.text);
  }

  #spin(message, name, on) {
    if (on) this.#busy.set(name, true);
    else this.#busy.delete(name);
    this.changed(message);
  }
}

const key = (message, button) => `${message.chat.id}:${message.message_id}:${button.callback_data}`;

/** Build the buttons under a message. */
export function keyboard(message, presses, user) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  return el("div", { class: "keyboard", role: "group", "aria-label": "按钮", "data-testid": "keyboard" },
    ...rows.map((row) => el("div", { class: "keyboard-row" }, ...row.map((button) => one(message, button, presses, user)))));
}

function one(message, button, presses, user) {
  const words = el("span", { class: "key-text" }, button.text);
  if (button.copy_text) return key_(() => copy(button.copy_text.text), words, icon("copy"));
  const href = button.url && safeHref(button.url);
  if (href) return el("a", { class: "key", href, target: "_blank", rel: "noopener noreferrer" }, words, icon("link"));
  if (!button.callback_data) return key_(() => toast("这里还不支持这种按钮"), words);
  const node = key_(() => presses.press(message, button, user()), words);
  node.setAttribute("aria-busy", String(presses.isBusy(message, button)));
  return node;
}

const key_ = (onclick, ...children) => el("button", { type: "button", class: "key", onclick }, ...children);

// Where a person writes: text, reply, edit, attachments.

import * as api from "./api.js";
import { avatar } from "./avatar.js";
import { Commands } from "./commands.js";
import { el, icon, iconButton, toast } from "./dom.js";
import { author, size, summary } from "./format.js";
import { openMenu } from "./menu.js";

const PLACEHOLDER = "消息";
const MAX_TEXT = 4096;
const MAX_FILE = 40 * 1024 * 1024;
const MAX_PHOTO = 10 * 1024 * 1024;

export class Composer {
  #reply = null;
  #editing = null;
  #files = [];
  #drafts = new Map();

  /** `page` tells chat, user, thread, members, commands and what was said last. */
  constructor(foot, page) {
    this.page = page;
    this.input = el("textarea", { rows: "1", placeholder: PLACEHOLDER, "aria-label": "写消息", "data-testid": "composer", enterkeyhint: "send", autocomplete: "off",
      maxlength: String(MAX_TEXT), oninput: () => this.#typed(), onkeydown: (event) => this.#key(event), onpaste: (event) => this.#pasted(event) });
    this.picker = el("input", { type: "file", hidden: true, multiple: true, "data-testid": "file", onchange: () => this.#picked() });
    this.speaker = el("button", { type: "button", class: "speaker", "aria-haspopup": "menu", "data-testid": "speaker", onclick: () => this.#speakers() });
    this.menu = new Commands({ input: this.input, known: () => this.page.commands, send: (text) => this.#command(text) });
    this.above = el("div", { class: "above", hidden: true, "data-testid": "above" });
    this.submit = iconButton("send", "发送", () => this.#send(), { class: "send", "data-testid": "send" });
    this.attach = iconButton("attach", "附件", () => this.#attach());
    this.start = el("button", { type: "button", class: "start", "data-testid": "start", onclick: () => this.say("/start") }, "开始");
    this.form = el("div", { class: "composer" }, this.menu.list, this.above,
      el("div", { class: "pill" }, this.menu.button, this.speaker, this.input, this.attach, this.picker), this.submit);
    foot.replaceChildren(this.form, this.start);
    foot.addEventListener("dragover", (event) => event.preventDefault());
    foot.addEventListener("drop", (event) => {
      event.preventDefault();
      this.#add([...event.dataTransfer.files]);
    });
  }

  /** Follow the page to its chat and person; a chat without messages has only the start button. */
  update() {
    const { key, user, members, isNew } = this.page;
    if (this.key !== key) this.#change(key);
    this.start.hidden = !isNew;
    this.form.hidden = isNew;
    this.menu.update();
    this.speaker.hidden = members.length < 2;
    const person = members.find((one) => one.id === user);
    if (person) this.speaker.replaceChildren(avatar({ id: person.id, name: person.first_name }, "small"), icon("down"));
    for (const name of ["aria-label", "title"]) this.speaker.setAttribute(name, `以谁的身份说话：${person?.first_name ?? ""}`);
    this.#grow();
  }

  #change(key) {
    if (this.key) this.#drafts.set(this.key, this.input.value);
    this.key = key;
    this.#clear();
    this.input.value = this.#drafts.get(key) ?? "";
  }

  /** Answer a message; `part` of it is quoted, if any. */
  reply(message, part = null) {
    this.#clear();
    this.#reply = { reply_to: message.message_id, ...(part ? { quote: part.text, quote_position: part.position } : {}) };
    const { name } = author(message);
    if (part) this.#show("quote", `引用 ${name}`, part.text);
    else this.#show("reply", `回复 ${name}`, summary(message));
  }

  /** Answer a message that asks for it, unless something is being written. */
  asked(message) {
    if (this.input.value || !this.above.hidden) return;
    this.reply(message);
    this.input.placeholder = message.force_reply.input_field_placeholder || PLACEHOLDER;
  }

  edit(message) {
    this.#clear();
    this.#editing = message;
    this.input.value = message.text;
    this.#show("edit", "编辑消息", summary(message));
  }

  #command(text) {
    this.input.value = "";
    this.#grow();
    this.say(text);
  }

  /** Send a text as it is. */
  say(text) {
    return api.send(this.page.chat, { user: this.page.user, text, ...this.page.where });
  }

  async #send() {
    const text = this.input.value.trim();
    const [files, reply, editing] = [this.#files, this.#reply, this.#editing];
    if (!text && !files.length) return;
    this.#clear();
    this.input.value = "";
    this.#typed();
    this.input.focus();
    this.page.sent();
    if (!(await this.#deliver(text, files, reply, editing)) && !this.input.value) this.input.value = text;
    this.#grow();
  }

  async #deliver(text, files, reply, editing) {
    const { chat, user, where } = this.page;
    if (editing) return text === editing.text || api.edit(chat, { user, message: editing.message_id, text });
    const base = { user, ...where, ...reply };
    if (!files.length) return api.send(chat, { ...base, text });
    for (const [index, file] of files.entries()) {
      const kept = { as: file.photo ? "photo" : "document", file: await base64(file.data), file_name: file.data.name, mime_type: file.data.type };
      if (!(await api.send(chat, { ...base, ...kept, text: index ? "" : text }))) return false;
    }
    return true;
  }

  #clear() {
    for (const file of this.#files) if (file.url) URL.revokeObjectURL(file.url);
    if (this.#editing) this.input.value = "";
    [this.#reply, this.#editing, this.#files] = [null, null, []];
    this.input.placeholder = PLACEHOLDER;
    this.above.hidden = true;
  }

  #show(name, title, text, ...more) {
    const cancel = () => {
      this.#clear();
      this.input.focus();
    };
    this.above.replaceChildren(icon(name), ...more, el("div", { class: "above-text" }, el("strong", {}, title), el("span", {}, text)), iconButton("close", "取消", cancel));
    this.above.hidden = false;
    this.input.focus();
    this.#grow();
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.menu.key(event)) return;
    if (event.key === "Escape" && !this.above.hidden) {
      this.#clear();
    } else if (event.key === "ArrowUp" && !this.input.value && !event.shiftKey) {
      const mine = this.page.lastOwn;
      if (mine) this.edit(mine);
    } else if (event.key === "Enter" && !event.shiftKey && matchMedia("(hover: hover)").matches) {
      this.#send();
    } else return;
    event.preventDefault();
  }

  #typed() {
    this.menu.typed();
    this.#grow();
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
    this.submit.disabled = !this.input.value.trim() && !this.#files.length;
  }

  #speakers() {
    const face = (one) => avatar({ id: one.id, name: one.first_name }, "small");
    openMenu(this.speaker, this.page.members.map((one) => ({ face: face(one), label: one.first_name, checked: String(one.id === this.page.user), act: () => this.page.speakAs(one.id) })), { label: "以谁的身份说话" });
  }

  #attach() {
    const pick = (photo) => () => {
      this.picker.accept = photo ? "image/*" : "";
      this.picker.dataset.photo = photo ? "yes" : "";
      this.picker.click();
    };
    openMenu(this.attach, [{ icon: "image", label: "图片", act: pick(true) }, { icon: "file", label: "文件", act: pick(false) }], { label: "附件" });
  }

  #picked() {
    this.#add([...this.picker.files], Boolean(this.picker.dataset.photo));
    this.picker.value = "";
  }

  #pasted(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.#add(files);
  }

  #add(files, asPhoto = true) {
    const kept = files.filter((file) => file.size <= MAX_FILE);
    if (kept.length < files.length) toast(`文件不能超过 ${size(MAX_FILE)}`);
    if (!kept.length) return;
    this.#clear();
    this.#files = kept.map((data) => {
      const photo = asPhoto && data.type.startsWith("image/") && data.size <= MAX_PHOTO;
      return { data, photo, url: photo && URL.createObjectURL(data) };
    });
    const [first] = this.#files;
    const title = kept.length > 1 ? `${kept.length} 个文件` : first.data.name;
    this.#show("attach", title, size(kept.reduce((sum, file) => sum + file.size, 0)), ...(first.url ? [el("img", { src: first.url, alt: "" })] : []));
  }
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

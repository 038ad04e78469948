// The command menu over the composer: offered while a command is typed, or by its button.

import { el, icon } from "./dom.js";

export class Commands {
  /** `input` is where one types; `known()` lists the commands; `send(text)` sends one. */
  constructor({ input, known, send }) {
    Object.assign(this, { input, known, send });
    this.list = el("div", { class: "commands", role: "listbox", "aria-label": "命令", "data-testid": "command-list", hidden: true });
    this.button = el("button", { type: "button", class: "menu-button", "aria-label": "命令菜单", "aria-expanded": "false", "data-testid": "commands", onclick: () => this.#toggle() }, icon("menu"), el("span", {}, "菜单"));
  }

  update() {
    this.button.hidden = !this.known().length;
  }

  /** Offer what begins as the typed command does. */
  typed() {
    const value = this.input.value.toLowerCase();
    this.#offer(/^\/[a-z0-9_]*$/.test(value) ? this.known().filter((one) => `/${one.command}`.startsWith(value)) : []);
  }

  /** Take a key while the list is open; whether it meant the list. */
  key(event) {
    if (this.list.hidden) return false;
    const items = [...this.list.children];
    const at = items.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      items[at].setAttribute("aria-selected", "false");
      const next = items[(at + step + items.length) % items.length];
      next.setAttribute("aria-selected", "true");
      next.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") this.#choose(items[at].dataset.command);
    else if (event.key === "Tab") this.input.value = `/${items[at].dataset.command} `;
    else if (event.key !== "Escape") return false;
    if (event.key === "Tab" || event.key === "Escape") this.#offer([]);
    event.preventDefault();
    return true;
  }

  #toggle() {
    this.#offer(this.list.hidden ? this.known() : []);
    this.input.focus();
  }

  #offer(commands) {
    const option = ({ command, description }, index) => el("div", { class: "command-item", role: "option", "aria-selected": String(index === 0), "data-command": command, onclick: () => this.#choose(command) },
      el("strong", {}, `/${command}`), el("span", {}, description));
    this.list.replaceChildren(...commands.map(option));
    this.list.hidden = !commands.length;
    this.button.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  #choose(command) {
    this.#offer([]);
    this.send(`/${command}`);
  }
}

// A round picture with a colour and a letter; the bot has a drawn one.

import { el } from "./dom.js";

const COLOURS = 7;

/** Draw whoever, or whatever chat, this is. */
export function avatar({ id, name, bot = false }, className = "") {
  const letter = Array.from(name)[0] ?? "";
  const kind = bot ? "is-bot" : `colour-${Math.abs(id) % COLOURS}`;
  return el("span", { class: `avatar ${kind} ${className}`, "aria-hidden": "true" }, bot ? "" : letter);
}

/** The colour that belongs to a person, as a class. */
export const colour = (id) => `colour-${Math.abs(id) % COLOURS}`;

// Builds elements. What others wrote becomes text nodes and nothing else.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  back: "M15 5l-7 7 7 7",
  attach: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17.1a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6",
  send: "M4.5 11.2L20 4l-5.4 16-3.3-6.3zM11.3 13.7L20 4",
  menu: "M5 7h14M5 12h14M5 17h14",
  close: "M6 6l12 12M18 6L6 18",
  reply: "M10 7l-5 5 5 5M5 12h9c3 0 5 2 5 6",
  quote: "M6 17c2-1 3-3 3-6V7H4v5h3M17 17c2-1 3-3 3-6V7h-5v5h3",
  forward: "M14 7l5 5-5 5M19 12h-9c-3 0-5 2-5 6",
  edit: "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
  copy: "M9 9h10v10H9zM15 9V5H5v10h4",
  down: "M6 9.5l6 6 6-6",
  more: "M12 6v.01M12 12v.01M12 18v.01",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.01",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  link: "M9 7h8v8M17 7L7 17",
  next: "M9 5l7 7-7 7",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  check: "M5 12.5l4.5 4.5L19 7",
};

/** Create an element: `onclick` and the like listen, `style` is an object, the other attributes are set as they are. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, to] of Object.entries(value)) node.style.setProperty(key, to);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Draw an icon; it says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Create a button that shows an icon alone. */
export function iconButton(name, label, onclick, attributes = {}) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes }, icon(name));
}

/** Make an element that is no button act as one, by mouse and by keyboard. */
export function pressable(node, label, act) {
  node.setAttribute("role", "button");
  node.setAttribute("tabindex", "0");
  node.setAttribute("title", label);
  node.addEventListener("click", (event) => {
    if (!getSelection().isCollapsed) return; // the person is selecting text
    event.stopPropagation();
    act();
  });
  node.addEventListener("keydown", (event) => {
    if (event.target !== node || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  return node;
}

/** Say something for a moment at the bottom. */
export function toast(text) {
  const shown = el("div", { class: "toast", "data-testid": "toast" }, text);
  document.getElementById("toasts").replaceChildren(shown);
  setTimeout(() => shown.remove(), 2600);
}

/** Put a text into the clipboard and say so. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("已复制");
  } catch {
    toast("浏览器不让复制，请长按选中再复制");
  }
}

/** Say something that has to be dismissed. */
export function alertBox(text) {
  const box = el("dialog", { class: "alert", "aria-label": "提示", "data-testid": "alert", onclose: () => box.remove() },
    el("p", {}, text),
    el("button", { type: "button", class: "alert-close", onclick: () => box.close() }, "好"));
  document.body.append(box);
  box.showModal();
}

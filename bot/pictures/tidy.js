// List what a page shows, in order: its blocks of text with their kind, and its images where they really are.
([most, longest]) => {
  const found = [];
  const kinds = { H1: "heading", H2: "heading", H3: "heading", H4: "heading", H5: "heading", H6: "heading",
    LI: "item", BLOCKQUOTE: "quote", PRE: "code", FIGCAPTION: "caption" };
  const skipped = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "TEXTAREA", "SELECT", "BUTTON", "IFRAME", "SVG"]);
  const lazy = ["data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-original-src", "data-url"];
  let line = "";
  const flush = (kind) => {
    const text = line.replace(/\s+/g, " ").trim();
    line = "";
    if (text && found.length < most) found.push({ kind, text: text.slice(0, longest) });
  };
  const address = (image) => {
    const kept = lazy.map((name) => image.getAttribute(name)).find((value) => value && !value.startsWith("data:"));
    const set = image.getAttribute("data-srcset")?.trim().split(/\s+/)[0];
    try {
      return new URL(kept || set || image.currentSrc || image.src, document.baseURI).href;
    } catch {
      return "";
    }
  };
  const walk = (node, kind) => {
    for (const child of node.childNodes) {
      if (found.length >= most) return;
      if (child.nodeType === Node.TEXT_NODE) line += child.data;
      if (child.nodeType !== Node.ELEMENT_NODE || skipped.has(child.tagName.toUpperCase())) continue;
      const style = getComputedStyle(child);
      if (style.display === "none") continue;
      if (child.tagName === "BR") {
        flush(kind);
      } else if (child.tagName === "IMG") {
        const about = [child.alt, child.className, child.id, child.parentElement?.className].join(" ");
        flush(kind);
        found.push({ kind: "image", text: about.slice(0, longest), src: address(child) });
      } else if (style.display.startsWith("inline")) {
        walk(child, kind);
      } else {
        const own = kinds[child.tagName] || kind;
        flush(kind);
        walk(child, own);
        flush(own);
      }
    }
  };
  if (document.body) walk(document.body, "paragraph");
  flush("paragraph");
  return found;
}

// Wait for the sheet's images, drop those that are missing or too small, and list the boxes that must not be cut.
async ([seconds, smallest]) => {
  const sheet = document.querySelector(".sheet");
  const images = [...sheet.querySelectorAll("img")];
  const loaded = Promise.allSettled(images.map((image) => image.decode()));
  await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, seconds * 1000))]);
  for (const image of images) {
    if (!image.complete || image.naturalWidth < smallest || image.naturalHeight < smallest / 2) image.remove();
  }
  const origin = sheet.getBoundingClientRect().top;
  const boxes = [];
  for (const block of sheet.children) {
    const range = document.createRange();
    range.selectNodeContents(block);
    const rects = block.tagName === "IMG" ? [block.getBoundingClientRect()] : [...range.getClientRects()];
    const lines = [];
    for (const { top, bottom } of rects.sort((one, other) => one.top - other.top)) {
      const last = lines.at(-1);
      if (last && top < (last[0] + last[1]) / 2) last[1] = Math.max(last[1], bottom);
      else lines.push([top, bottom]);
    }
    lines.forEach(([top, bottom], i) => {
      const alone = lines.length > 1 && (i === 0 || i === lines.length - 2); // no single first or last line
      const leads = block.dataset.leads === "yes"; // a heading stays with what it is about
      boxes.push([top - origin, bottom - origin, alone || leads]);
    });
  }
  return boxes;
}

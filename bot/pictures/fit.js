// Shrink the title until it fits its place; tells whether it does at the smallest size.
([largest, smallest]) => {
  const place = document.querySelector("main");
  const title = document.querySelector("h1");
  const fits = () => title.offsetHeight <= place.clientHeight - 24 && title.scrollWidth <= place.clientWidth;
  title.style.overflowWrap = "normal"; // so that a word too wide for its line shows
  for (let size = largest; size >= smallest; size -= 1) {
    title.style.fontSize = `${size}px`;
    if (fits()) return true;
  }
  title.style.overflowWrap = "";
  return false;
}

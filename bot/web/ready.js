// Wait until the page's text has settled and the images of its first screen are there, at most `limit` ms.
// A page that is `still`, its scripts being off, only waits for the images.
([limit, still]) => new Promise((resolve) => {
  const end = performance.now() + limit;
  let last = -1;
  let quiet = 0;
  const look = () => {
    const length = document.body ? document.body.innerText.length : 0;
    const pending = [...document.images].some((image) => {
      const box = image.getBoundingClientRect();
      return !image.complete && box.width > 0 && box.top < innerHeight && box.bottom > 0;
    });
    quiet = length > 0 && length === last && !pending ? quiet + 1 : 0;
    last = length;
    if (quiet >= 2 || (still && !pending) || performance.now() > end) resolve(true);
    else setTimeout(look, 120);
  };
  look();
})

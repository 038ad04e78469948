// Show one frame of the sheet, with its number in the footer.
([top, height, number]) => {
  document.querySelector(".window").style.height = `${height}px`;
  document.querySelector(".sheet").style.transform = `translateY(${-top}px)`;
  document.querySelector(".number").textContent = number;
}

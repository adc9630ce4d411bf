// A picture in large, with its alt text below; Escape or a click beside it closes.

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.picture");
  const box = document.getElementById("lightbox");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    const image = box.querySelector("img");
    image.src = link.href;
    image.alt = link.dataset.alt;
    box.setAttribute("aria-label", link.dataset.title);
    box.querySelector("figcaption").textContent = link.dataset.alt;
    box.showModal();
  } else if (event.target === box) {
    box.close();
  }
});

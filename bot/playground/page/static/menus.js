// Menus open beside their button, are walked with the arrow keys, and close when one has chosen.

const GAP = 4;

function placed(menu) {
  const button = document.getElementById(menu.dataset.by);
  if (!button) return;
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = at.bottom + GAP + height <= innerHeight;
  menu.style.top = `${Math.max(GAP, below ? at.bottom + GAP : at.top - GAP - height)}px`;
  const left = button.classList.contains("icon-button") ? at.right - width : at.left;
  menu.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
}

document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!menu.matches?.(".menu") || event.newState !== "open") return;
    placed(menu);
    menu.querySelector("button, a")?.focus();
  },
  true,
);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu");
  if (!menu || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll("button, a")];
  const here = items.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  items.at(to % items.length)?.focus();
});

// The button gets the focus back, so that the keyboard goes on from where it was.
document.addEventListener("htmx:beforeRequest", (event) => {
  const menu = event.target.closest?.(".menu");
  if (menu?.matches(":popover-open")) menu.hidePopover();
  const sidebar = event.target.closest?.("#sidebar");
  if (sidebar?.matches(":popover-open")) sidebar.hidePopover();
});

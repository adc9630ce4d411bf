// Fresh HTML is merged into the page so that what one is typing, has opened or has focused stays.
/* global htmx, Idiomorph */

Idiomorph.defaults.callbacks.beforeNodeMorphed = (old) =>
  !(old instanceof Element && old.matches("[data-keep]") && old.isConnected);

// What is open stays open: the server knows nothing of it.
Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) =>
  !(name === "open" && node.matches("details, dialog"));

// An update that was asked for before the reader went elsewhere comes too late.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig, target } = event.detail;
  if (requestConfig.elt.id === "live") {
    const asked = new URL(requestConfig.path || location.href, location.href);
    if (asked.pathname + asked.search !== location.pathname + location.search) {
      event.detail.shouldSwap = false;
    }
  }
  return target;
});

// What was clicked may be gone when its answer comes, merged away by an update in between. htmx looks
// only then for what the body says about swapping, would not find it, and put the page into itself.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.requestConfig.elt.isConnected) {
    event.detail.selectOverride = "#workspace";
    event.detail.swapOverride = "outerHTML";
  }
});

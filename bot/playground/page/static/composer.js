// Writing: Enter sends (but not while an input method still composes), helpers insert.

const isComposing = (event) => event.isComposing || event.keyCode === 229;

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.("[data-composer] textarea");
  if (!box || event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
  event.preventDefault();
  if (box.value.trim()) box.form.requestSubmit();
});

// The text is taken over by the request; the box is free for the next one at once.
document.addEventListener("htmx:beforeSend", (event) => {
  if (event.detail.elt.matches?.("[data-composer]")) {
    event.detail.elt.querySelector("textarea").value = "";
  }
});

document.addEventListener("htmx:sendError", (event) => {
  const text = event.detail.requestConfig?.parameters?.text;
  if (text) event.detail.elt.querySelector("textarea").value = text;
});

export function insert(box, text) {
  box.value = text;
  box.focus();
  box.setSelectionRange(text.length, text.length);
}

document.addEventListener("click", (event) => {
  const helper = event.target.closest("[data-insert]");
  if (!helper) return;
  const box = document.getElementById(helper.dataset.into);
  const kept = box.value.replace(/^(@\S+|\/\S+)\s*/, "");
  insert(box, helper.dataset.insert + kept);
});

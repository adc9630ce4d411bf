// Pointing at words, choosing a category's view, comparing: the rest comes from the server.
/* global htmx, Idiomorph */

Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name) => name !== "aria-selected";

const by = (id) => document.getElementById(id);
const refresh = () => htmx.trigger("#form", "refresh");
const signed = (number) => `${number < 0 ? "−" : "+"}${Math.abs(number).toFixed(2)}`;

function setText(text) {
  by("text").value = text;
  refresh();
}

function bars(parts, strongest) {
  for (const [index, part] of parts.entries()) {
    const bar = document.querySelector(`[data-part="${index}"]`);
    const width = (48 * Math.abs(part)) / strongest;
    bar.setAttribute("width", width);
    bar.setAttribute("x", part < 0 ? -width : 0);
    bar.setAttribute("class", part < 0 ? "bar-against" : "bar-for");
    document.querySelector(`[data-number="${index}"]`).textContent = signed(part);
  }
}

function choose(cell) {
  for (const other of document.querySelectorAll('[role="option"]')) {
    other.setAttribute("aria-selected", String(other === cell));
  }
  by("cells").setAttribute("aria-activedescendant", cell.id);
  by("detail-word").textContent = cell.dataset.word;
  by("detail-score").textContent = `${by("detail-score").dataset.label} ${cell.dataset.score}`;
  const without = by("without");
  without.hidden = false;
  without.dataset.start = cell.dataset.start;
  without.dataset.length = [...cell.dataset.word].length;
  const scores = [...document.querySelectorAll("[data-parts]")].flatMap((each) =>
    each.dataset.parts.split(",").map((part) => Math.abs(part)),
  );
  bars(cell.dataset.parts.split(",").map(Number), Math.max(...scores) || 1);
}

document.addEventListener("pointerover", (event) => {
  const cell = event.target.closest("[data-parts]");
  if (cell) choose(cell);
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "cells") return;
  const cells = [...event.target.querySelectorAll("[data-parts]")];
  const here = cells.findIndex((cell) => cell.getAttribute("aria-selected") === "true");
  const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: cells.length - 1 }[event.key];
  if (to === undefined || !cells[to]) return;
  event.preventDefault();
  choose(cells[to]);
  cells[to].scrollIntoView({ block: "nearest" });
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-category]");
  if (row) {
    by("category").value = row.getAttribute("aria-pressed") === "true" ? "" : row.dataset.category;
    refresh();
  }
  const sample = event.target.closest("[data-sample]");
  if (sample) {
    by("category").value = "";
    by("compared_with").value = sample.dataset.sample;
    setText(sample.dataset.sample);
  }
  if (event.target.id === "compare") {
    by("compared_with").value = by("text").value;
    refresh();
  }
  if (event.target.id === "without") {
    const characters = [...by("text").value];
    characters.splice(Number(event.target.dataset.start), Number(event.target.dataset.length));
    setText(characters.join(""));
  }
});

// A word that is gone can no longer be spoken of.
document.addEventListener("htmx:afterSwap", () => {
  const selected = document.querySelector('[role="option"][aria-selected="true"]');
  if (selected) choose(selected);
});

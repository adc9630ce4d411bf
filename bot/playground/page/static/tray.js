// The examples: one click fills the box; the demo types and sends them one after another.
import { insert } from "./composer.js";

const TYPING = 700; // milliseconds for one example
const READING = 3200;
const PATIENCE = 20000;

let playing = null; // an AbortController while the demo runs

const box = () => document.getElementById("composer");
const pause = (time, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, time);
    signal?.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)));
  });

function addressed(text) {
  const mention = document.querySelector('[data-insert^="@"]');
  return (mention?.dataset.insert ?? "") + text;
}

async function typed(text, signal) {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const steps = isCalm ? 1 : Math.min(28, text.length);
  for (let step = 1; step <= steps; step += 1) {
    box().value = text.slice(0, Math.ceil((text.length * step) / steps));
    box().scrollTop = box().scrollHeight;
    await pause(TYPING / steps, signal);
  }
}

const pictures = () => document.querySelectorAll("#thread .picture").length;
const threadRoot = () => document.querySelector("#thread .message")?.dataset.ts;

async function answered(before, signal) {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end && (threadRoot() === before || pictures() === 0)) {
    await pause(80, signal);
  }
}

async function play(signal) {
  for (const chip of document.querySelectorAll("[data-example]")) {
    const before = threadRoot();
    await typed(addressed(chip.dataset.example), signal);
    box().form.requestSubmit();
    await answered(before, signal);
    await pause(READING, signal);
  }
}

function show(button, isPlaying) {
  button.classList.toggle("is-playing", isPlaying);
  button.querySelector("span").textContent = isPlaying ? button.dataset.stop : button.dataset.play;
}

document.addEventListener("click", async (event) => {
  const chip = event.target.closest("[data-example]");
  if (chip && box()) insert(box(), addressed(chip.dataset.example));
  const button = event.target.closest("#play");
  if (!button) return;
  if (playing) return playing.abort();
  playing = new AbortController();
  show(button, true);
  try {
    await play(playing.signal);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  } finally {
    playing = null;
    show(button, false);
  }
});

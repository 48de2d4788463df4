// One key for each answer, and the names that were typed, shown as they are typed. Everything works without it.
"use strict";

let pressed = false;

document.addEventListener("keydown", (event) => {
  // A key held down answers once, and never answers the question of the page that comes next.
  if (event.repeat || pressed || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.matches("input, textarea, select")) return;
  // Looked for when it is pressed: a part of the page may have been replaced meanwhile.
  const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  pressed = true;
  button.click();
});
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  pressed = false;
  for (const form of document.forms) delete form.dataset.sent;
});

const names = document.querySelector(".names");
const form = document.getElementById("key-in");
if (names && form) {
  const typed = [...form.querySelectorAll("input.keypad")];
  const numbers = (field) => field.value.split(/[\s.,;+\-*/]+/).filter((part) => /^\d+$/.test(part)).map(Number);
  const show = () => {
    const chosen = new Set(typed.flatMap(numbers));
    const look = names.dataset.style === "strike" ? "struck" : "refused";
    [...names.children].forEach((name, place) => name.classList.toggle(look, chosen.has(place + 1)));
  };
  typed.forEach((field) => field.addEventListener("input", show));
  show();
  const first = form.querySelector("[aria-invalid='true']") || typed[0];
  if (first) first.focus();
}

// How far the reading is, asked for again while it goes on; when it is done the page says what comes next.
async function again(part) {
  if (!part || !part.dataset.again) return;
  await new Promise((wait) => setTimeout(wait, 1000));
  try {
    const answer = await fetch(part.dataset.again);
    if (!answer.ok) throw new Error(answer.statusText);
    part.outerHTML = await answer.text();
    const next = document.getElementById("progress");
    if (next && !next.dataset.again) location.reload();
    else again(next);
  } catch {
    again(part);
  }
}
again(document.getElementById("progress"));

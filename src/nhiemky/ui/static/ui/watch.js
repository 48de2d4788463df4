// A page that waits for others (`data-watch` on a section with an id): looks for itself whether its turn has come.
// Without it the page says the same once it is opened again.
"use strict";

const SECONDS = 3;

async function watch(part) {
  await new Promise((wait) => setTimeout(wait, SECONDS * 1000));
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById(part.id);
    if (!found) return location.reload();
    // What is said is compared, not how it is written: tokens of forms differ each time.
    if (found.textContent !== part.textContent) {
      part.replaceWith(found);
      return watch(found);
    }
  } catch {
    // The server restarts, or the network is away for a moment: the page still says what it said.
  }
  return watch(part);
}
for (const part of document.querySelectorAll("[data-watch]")) watch(part);

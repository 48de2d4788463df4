// How far an import is, asked for again while it goes on; when it is done the page says what came of it.
"use strict";

async function again(part) {
  if (!part || !part.dataset.again) return;
  await new Promise((wait) => setTimeout(wait, 1000));
  try {
    const answer = await fetch(part.dataset.again);
    if (!answer.ok) throw new Error(answer.statusText);
    part.outerHTML = await answer.text();
  } catch {
    again(part);
    return;
  }
  const next = document.getElementById("progress");
  if (next && !next.dataset.again) location.reload();
  else again(next);
}
again(document.getElementById("progress"));

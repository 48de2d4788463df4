// Shows each picture as it arrives and runs the speaker's clock by the server's time.
"use strict";
const board = document.getElementById("board");
const lost = document.getElementById("lost");
let ahead = 0;

function tick() {
  const clock = board.querySelector(".clock[data-started]");
  if (!clock) return;
  const end = Number(clock.dataset.started) * 1000 + Number(clock.dataset.minutes) * 60000;
  const left = Math.round((end - (Date.now() + ahead)) / 1000);
  const whole = Math.abs(left);
  clock.classList.toggle("over", left < 0);
  clock.textContent = `${left < 0 ? "−" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

const source = new EventSource(board.dataset.stream);
source.addEventListener("time", (event) => { ahead = Number(event.data) - Date.now(); lost.hidden = true; tick(); });
source.addEventListener("board", (event) => {
  if (event.lastEventId === board.dataset.seen) return;
  board.dataset.seen = event.lastEventId;
  board.innerHTML = event.data;
  tick();
});
source.addEventListener("error", () => {
  lost.hidden = false;
  // The server refused for good, as after a new key: ask for the page itself now and then.
  if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 10000);
});
setInterval(tick, 500);

// Counts down the time of whoever speaks; without this script the page shows the minutes planned.
"use strict";
for (const clock of document.querySelectorAll(".clock[data-seconds]")) {
  const end = performance.now() + Number(clock.dataset.seconds) * 1000;
  const show = () => {
    const left = Math.round((end - performance.now()) / 1000);
    const whole = Math.abs(left);
    clock.classList.toggle("over", left < 0);
    clock.textContent = `${left < 0 ? "−" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };
  show();
  setInterval(show, 1000);
}

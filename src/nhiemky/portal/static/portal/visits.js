// A page in view gives a sign of life every 30 seconds and shows how the counter stands. It sends nothing else.
(() => {
  "use strict";
  const EVERY = 30000;
  const shown = document.querySelector("[data-beat]");
  if (!shown) return;
  const write = new Intl.NumberFormat(shown.dataset.language === "en" ? "en-GB" : "vi-VN");

  async function beat() {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch(shown.dataset.beat, { method: "POST", credentials: "omit" });
      if (!answer.ok) return;
      const counts = await answer.json();
      shown.querySelector("[data-online]").textContent = write.format(counts.online);
      shown.querySelector("[data-total]").textContent = write.format(counts.total);
    } catch {
      // The server may be gone for a moment; the next sign of life comes in half a minute.
    }
  }
  setInterval(beat, EVERY);
})();

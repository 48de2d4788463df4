// What is typed is handed over a little later and kept in this browser until the server has it. The server never
// overwrites: when somebody else saved meanwhile it says so, and the page that it then shows asks for each cell.
"use strict";

const form = document.querySelector("form[data-autosave]");
if (form) {
  const words = form.dataset;
  const PAUSE = 3000, PRESENT = 30000, RETRY = 10000;
  const told = document.getElementById("kept"), others = document.getElementById("others");
  const edition = form.elements.namedItem("edition");
  let timer = 0, busy = false, stopped = "conflict" in words, dirty = false, sending = false, pressed = null;

  const typed = () => {
    const found = {};
    for (const field of form.elements) {
      if (/^(o:|g:|f:|rate$)/.test(field.name)) found[field.name] = field.value;
    }
    return found;
  };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  let kept = typed();

  const say = (text, kind) => {
    told.hidden = false;
    told.className = "note" + (kind ? " " + kind : "");
    if (told.textContent !== text) told.textContent = text;
  };
  const store = (sent = false) => {
    try {
      const at = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      localStorage.setItem(words.keep, JSON.stringify({ edition: edition.value, at, sent, values: typed() }));
    } catch (error) {
      // A full or forbidden store: the server's copy is then the only one, and the line above the form still says so.
      console.warn(error);
    }
  };
  const forget = () => localStorage.removeItem(words.keep);
  const showOthers = (present) => {
    others.hidden = !present.length;
    others.replaceChildren(...present.map((each) => {
      const line = document.createElement("p");
      line.textContent = words.other.replace("#1", each.who).replace("#2", each.since);
      return line;
    }));
  };
  const showComputed = (answer) => {
    for (const cell of form.querySelectorAll("input.number")) {
      if (cell.name.startsWith("o:")) cell.placeholder = answer.computed[cell.name] ?? "";
      if (cell.name in answer.unreadable) cell.setAttribute("aria-invalid", "true");
      else if (!document.getElementById(cell.name + "-errors")) cell.removeAttribute("aria-invalid");
      cell.title = answer.unreadable[cell.name] ?? "";
    }
  };
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  async function post(body) {
    const answer = await fetch(words.autosave, { method: "POST", body, redirect: "manual", credentials: "same-origin" });
    if (answer.type === "opaqueredirect" || answer.status === 403) return [0, null];
    if (answer.status >= 500) throw new Error(answer.statusText);
    return [answer.status, await answer.json()];
  }
  async function save() {
    if (stopped || busy || sending || !dirty) return;
    busy = true;
    const sent = typed();
    say(words.saving);
    try {
      const [status, answer] = await post(new FormData(form));
      if (answer) showOthers(answer.others);
      if (status === 200) {
        edition.value = answer.edition;
        kept = sent;
        dirty = !same(sent, typed());
        if (dirty) store(); else forget();
        showComputed(answer);
        say(words.saved.replace("#1", answer.at));
        if (dirty) later(PAUSE);
      } else if (status === 0) {
        say(words.signedOut, "bad");
        later(RETRY);
      } else {
        stopped = true;
        say(answer.message, "bad");
      }
    } catch {
      say(words.offline, "warn");
      later(RETRY);
    } finally {
      busy = false;
      if (pressed) form.requestSubmit(pressed);
    }
  }
  async function present() {
    if (stopped || busy) return;
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "edition"]) body.set(name, form.elements.namedItem(name).value);
    body.set("ping", "1");
    try {
      const [, answer] = await post(body);
      if (answer) showOthers(answer.others);
    } catch {
      // Without a connection nobody can be asked; saving says so as soon as something is typed.
    }
  }

  const before = JSON.parse(localStorage.getItem(words.keep) ?? "null");
  // Sent with one of the form's buttons, and the edition went on: the server has it, or this very page shows it.
  const arrived = before?.sent && before.edition !== edition.value;
  if (before && !arrived && !("conflict" in words) && !same(before.values, kept)) {
    for (const [name, value] of Object.entries(before.values)) {
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
    }
    // Typed into an older edition: the server then lays both side by side instead of taking either.
    edition.value = before.edition;
    dirty = true;
    say(words.restored.replace("#1", before.at), "warn");
    later(PAUSE);
  } else if (before) {
    forget();
  }
  form.addEventListener("input", (event) => {
    if (!/^(o:|g:|f:|rate$)/.test(event.target.name) || stopped) return;
    dirty = !same(kept, typed());
    store();
    say(words.waiting);
    later(PAUSE);
  });
  form.addEventListener("submit", (event) => {
    // While the page itself is handing over, a button waits: two of one edition would look like two people.
    if (busy) {
      event.preventDefault();
      pressed = event.submitter;
      return;
    }
    pressed = null;
    sending = true;
    clearTimeout(timer);
    store(true);
  });
  window.addEventListener("pageshow", () => { sending = false; });
  window.addEventListener("online", () => later(0));
  setInterval(present, PRESENT);
}

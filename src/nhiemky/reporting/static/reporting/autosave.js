// What is typed is handed over a little later and kept in this browser until the server has it. The server never
// overwrites: when somebody else saved meanwhile it says so, and the page that it then shows asks for each cell.
"use strict";

const form = document.querySelector("form[data-autosave]");
if (form) {
  const words = form.dataset;
  const PAUSE = 3000, PRESENT = 30000, RETRY = 10000, DAY = 86400000;
  const copies = new Copies(words.keep);
  const told = document.getElementById("kept"), others = document.getElementById("others");
  const edition = form.elements.namedItem("edition");
  let timer = 0, busy = false, stopped = "conflict" in words, dirty = false, sending = false;
  let pressed = null, waited = false;
  // What was handed over and not answered: the server may have it, so the same is said again before anything newer.
  let unanswered = null;

  const values = (of) => {
    const found = {};
    for (const field of form.elements) {
      if (/^(o:|g:|f:|rate$)/.test(field.name)) found[field.name] = field[of] ?? field.value;
    }
    return found;
  };
  const typed = () => values("value");
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  // What the server sent, not what stands there: on a slow line somebody types before this script has come.
  let kept = values("defaultValue");

  const say = (text, kind) => {
    told.hidden = false;
    told.className = "note" + (kind ? " " + kind : "");
    if (told.textContent !== text) told.textContent = text;
  };
  const store = (sent = false) => {
    try {
      const at = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      copies.write({ edition: edition.value, at, sent, on: Date.now(), values: typed(), unanswered: unanswered?.typed });
    } catch (error) {
      // A full or forbidden store: the server's copy is then the only one, and the line above the form still says so.
      console.warn(error);
    }
  };
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
    if (!answer.headers.get("Content-Type").startsWith("application/json")) return [answer.status, { message: words.refused, others: [] }];
    return [answer.status, await answer.json()];
  }
  // Signing in again in another window gives this browser another token: the page's own is refused from then on.
  async function renewed() {
    const answer = await fetch(form.action, { redirect: "manual", credentials: "same-origin" });
    if (answer.status !== 200) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("form[data-autosave] [name=csrfmiddlewaretoken]");
    if (!fresh || page.querySelector("form[data-autosave]").dataset.keep !== words.keep) return false;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh.value;
    return true;
  }
  async function save() {
    if (stopped || busy || sending || !dirty) return;
    busy = true;
    const { typed: sent, body } = unanswered ?? { typed: typed(), body: new FormData(form) };
    unanswered = { typed: sent, body };
    store();
    say(words.saving);
    try {
      let [status, answer] = await post(body);
      if (status === 0 && await renewed()) {
        body.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
        [status, answer] = await post(body);
      }
      if (answer) showOthers(answer.others);
      unanswered = null;
      if (status === 200) {
        edition.value = answer.edition;
        kept = sent;
        dirty = !same(sent, typed());
        if (dirty) store(); else copies.forget();
        showComputed(answer);
        say(words.saved.replace("#1", answer.at));
        if (dirty) later(PAUSE);
      } else if (status === 0) {
        say(words.signedOut, "bad");
        later(RETRY);
      } else {
        stopped = true;
        store();
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
    copies.beat();
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

  const there = (values) => Object.entries(values ?? {}).every(([name, value]) => (kept[name] ?? value) === value);
  // Sent with one of the form's buttons, and the edition went on by this account: the server has it. When somebody
  // else wrote last it may never have arrived; a day later nobody means it any more.
  const arrived = (copy) =>
    copy.sent && copy.edition !== edition.value && ("mine" in words || Date.now() - copy.on > DAY);
  const restore = (copy) => {
    // What was handed over without an answer did arrive: what was typed since goes on top of it.
    if (copy.unanswered && there(copy.unanswered)) copy.edition = edition.value;
    for (const [name, value] of Object.entries(copy.values)) {
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
    }
    // Typed into an older edition: the server then lays both side by side instead of taking either.
    edition.value = copy.edition;
    dirty = true;
    copies.write(copy);
    say(words.restored.replace("#1", copy.at), "warn");
    later(PAUSE);
  };
  for (const copy of copies.left()) {
    if ("conflict" in words) {
      // Shown, and not settled before it is chosen: a window closed here loses nothing. Others wait for a later page.
      if (copy.key !== copies.before) break;
      copies.write({ ...copy, sent: false, on: Date.now() });
    }
    copies.remove(copy);
    if ("conflict" in words) break;
    if (arrived(copy) || there(copy.values)) continue;
    restore(copy);
    break;
  }
  const changed = () => {
    if ("conflict" in words) return;
    dirty = !same(kept, typed());
    store();
    if (stopped) return;
    say(words.waiting);
    later(PAUSE);
  };
  if (!dirty && !same(kept, typed())) changed();
  form.addEventListener("input", (event) => {
    if (/^(o:|g:|f:|rate$)/.test(event.target.name)) changed();
  });
  form.addEventListener("submit", (event) => {
    // While the page itself is handing over, or was not answered, a button waits: two of one edition would look like
    // two people. Without a connection it waits for one more try only; the browser then says what is the matter.
    if (busy || (unanswered && !stopped && !waited)) {
      event.preventDefault();
      pressed = event.submitter;
      if (!busy) {
        waited = true;
        save();
      }
      return;
    }
    pressed = null;
    waited = false;
    sending = true;
    clearTimeout(timer);
    store(true);
  });
  window.addEventListener("pageshow", () => {
    sending = false;
    copies.beat();
  });
  window.addEventListener("online", () => later(0));
  setInterval(present, PRESENT);
}

// What was typed and not handed over yet, in this browser's store. Each open page has a copy of its own, so that two
// windows of one report do not write over each other; one that was closed leaves its copy to the next that opens.
"use strict";

class Copies {
  // A page that is silent for so long is gone: browsers let a hidden one speak once a minute.
  static GONE = 150000;

  constructor(name) {
    this.name = name;
    this.key = `${name}:${Math.random().toString(36).slice(2)}`;
    // The copy of the page that stood in this window before, which a browser brings back after it crashed.
    this.before = sessionStorage.getItem(name);
    sessionStorage.setItem(name, this.key);
    window.addEventListener("pagehide", () => this.#mark({ open: false }));
  }
  // Those that no other page holds: first the one of this window, then the newest.
  left() {
    return Object.keys(localStorage)
      .filter((key) => key === this.name || key.startsWith(this.name + ":"))
      .map((key) => ({ ...JSON.parse(localStorage.getItem(key)), key }))
      .filter((copy) => copy.key === this.before || !this.#held(copy))
      .sort((one, other) => (other.key === this.before) - (one.key === this.before) || other.on - one.on);
  }
  // Another page that holds it keeps it: a window that was duplicated has the same past.
  remove(copy) {
    if (!this.#held(copy)) localStorage.removeItem(copy.key);
  }
  write(copy) {
    localStorage.setItem(this.key, JSON.stringify({ ...copy, key: undefined, open: true, seen: Date.now() }));
  }
  beat() {
    this.#mark({ open: true, seen: Date.now() });
  }
  forget() {
    localStorage.removeItem(this.key);
  }
  #held(copy) {
    return Boolean(copy.open) && Date.now() - copy.seen < Copies.GONE;
  }
  #mark(changes) {
    const copy = localStorage.getItem(this.key);
    if (copy) localStorage.setItem(this.key, JSON.stringify({ ...JSON.parse(copy), ...changes }));
  }
}

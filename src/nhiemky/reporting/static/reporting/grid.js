// The sheet as a grid: arrows and Enter move between cells, a block copied from a spreadsheet is spread over them.
// Everything works without it.
"use strict";

const sheet = document.querySelector("form.report .sheet");
if (sheet) {
  sheet.closest("form").classList.add("with-script");
  const rows = [...sheet.querySelectorAll("tbody tr")].filter((row) => row.querySelector("input.number"));
  const at = (input) => {
    const cell = input.closest("td");
    return [rows.indexOf(cell.parentElement), cell.cellIndex];
  };
  const input = (row, column) => rows[row]?.cells[column]?.querySelector("input.number");
  const go = (found) => {
    if (!found) return false;
    found.focus();
    found.select();
    return true;
  };
  // The next cell in a direction; lines without that column are passed over.
  const move = (from, down, right) => {
    let [row, column] = at(from);
    for (let step = 0; step < rows.length; step += 1) {
      row += down;
      column += right;
      if (row < 0 || row >= rows.length || column < 0 || column >= rows[row].cells.length) return false;
      if (go(input(row, column))) return true;
    }
    return false;
  };
  sheet.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches("input.number") || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
    const first = cell.selectionEnd === 0 || all;
    const last = cell.selectionStart === cell.value.length || all;
    const ways = {
      ArrowUp: [-1, 0, true],
      ArrowDown: [1, 0, true],
      Enter: [event.shiftKey ? -1 : 1, 0, true],
      ArrowLeft: [0, -1, first],
      ArrowRight: [0, 1, last],
    };
    const way = ways[event.key];
    if (!way || !way[2] || (event.shiftKey && event.key !== "Enter")) return;
    // Enter in a cell never sends the form: that is what its buttons are for.
    if (move(cell, way[0], way[1]) || event.key === "Enter") event.preventDefault();
  });
  sheet.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!event.target.matches("input.number") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const [row, column] = at(event.target);
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, down) => {
      line.split("\t").forEach((value, right) => {
        const cell = input(row + down, column + right);
        if (!cell) return;
        cell.value = value.trim();
        cell.dispatchEvent(new Event("input", { bubbles: true }));
      });
    });
  });
}

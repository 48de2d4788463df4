// A sheet of alike doubts by keyboard: a key for the whole sheet, the number of a picture for an exception, Enter.
// Without it the same form works by its buttons; an answer for the whole sheet then shows only once it is sent.
"use strict";

const sheet = document.getElementById("contact-sheet");
const crops = [...sheet.querySelectorAll("[data-crop]")];
const forAll = [...sheet.querySelectorAll("input[name=all]")];
const send = sheet.querySelector(".sheet-bar .button");
const options = (crop) => [...crop.querySelectorAll("input[type=radio]")];

const giveAll = (value) => {
  for (const crop of crops) for (const option of options(crop)) option.checked = option.value === value;
};
const change = (crop) => {
  const own = options(crop);
  own[(own.findIndex((option) => option.checked) + 1) % own.length].checked = true;
  crop.scrollIntoView({ block: "nearest" });
};

sheet.addEventListener("change", (event) => {
  if (event.target.name === "all") giveAll(event.target.value);
});
document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  const chosen = forAll.find((option) => option.dataset.keys.split(" ").includes(event.key));
  if (chosen) {
    chosen.checked = true;
    giveAll(chosen.value);
  } else if (digit && crops[digit[1] - 1]) {
    const crop = crops[digit[1] - 1];
    if (event.shiftKey) crop.querySelector(".picture").click();
    else change(crop);
  } else if (event.key === "Enter" && !event.target.matches("button, a")) {
    sheet.requestSubmit(send);
  } else if (event.key.toLowerCase() === "u" && event.target.matches("input")) {
    const undo = document.querySelector("[data-key=u]");
    if (undo) undo.click();
  } else return;
  event.preventDefault();
});

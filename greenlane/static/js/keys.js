/* Keys lead about; none of them does anything by itself, and none is heard in a field. */

import { open } from "./command.js";

const NAME = "greenlane-keys";
const SECOND = 1200; // milliseconds in which the letter after g comes
const keys = document.getElementById("keys");
const use = document.getElementById("keys-on");
const FIELD = "input, select, textarea, [contenteditable]";

let going = 0; // until then a letter after g is waited for

function off() {
  try {
    return window.localStorage.getItem(NAME) === "off";
  } catch {
    return false;
  }
}

function keep() {
  try {
    window.localStorage.setItem(NAME, use.checked ? "on" : "off");
  } catch {
    // a browser that keeps nothing: they stay on
  }
}

function next() {
  const at = document.querySelector("#detail .next") ?? document.querySelector("main .next");
  const shown = at?.offsetParent ? at : document.querySelector("#detail .pane-no a");
  shown?.focus();
}

function lead(letter) {
  going = 0;
  keys.querySelector(`[data-keys="g ${letter}"]`)?.click();
}

const DOES = {
  "/": open,
  "、": open, // the same key under a Chinese keyboard
  "／": open,
  "?": () => keys.showModal(),
  "？": () => keys.showModal(),
  n: next,
  g: () => (going = Date.now() + SECOND),
};

function press(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (off() || document.querySelector("dialog[open]") || event.target.closest(FIELD)) return;
  if (going > Date.now() && /^[a-z]$/.test(event.key)) {
    event.preventDefault();
    lead(event.key);
  } else if (event.key in DOES) {
    event.preventDefault();
    DOES[event.key]();
  } else {
    board(event);
  }
}

// What the list of orders answers to; anywhere else these keys scroll as ever.
const ITS_OWN = ["j", "k", "ArrowDown", "ArrowUp", "t", "m", "Escape"];

function board(event) {
  if (!document.querySelector("[data-board]") || !ITS_OWN.includes(event.key)) return;
  const inQueue = event.target === document.body || event.target.closest("#queue");
  if (event.key.startsWith("Arrow") && !inQueue) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("greenlane:key", { detail: { key: event.key } }));
}

if (keys) {
  use.checked = !off();
  use.addEventListener("change", keep);
  document.addEventListener("keydown", press);
}

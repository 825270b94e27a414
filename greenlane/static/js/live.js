/* The page stays fresh. The house sends its changing part where it makes one for many;
   else a frame that concerns the page fetches that part anew. */

import { asOf, isLive } from "./bar.js";
import { hold } from "./line.js";
import { asBefore, busy, signed, standing } from "./standing.js";

const part = document.querySelector("[data-live]");
const MINUTE = 60000;
const PATIENCE = 3000; // milliseconds: a part that was to be sent is fetched after that
const WAITING = "/waiting"; // what waits for this reader, for the bar

let due = 0;
let near = 2000; // milliseconds: many readers do not come at the same instant
let sent = []; // the addresses of what the house sends by itself
let last = ""; // the part as it was sent last
let before = null; // how the part stood when it was last shown anew

function concerns(frame) {
  if (!part) return false;
  const order = part.dataset.live;
  return !order || frame.subjects.some((each) => each.endsWith(`:${order}`));
}

function later(after = 150) {
  if (due || !part) return;
  due = window.setTimeout(refresh, after + Math.random() * near);
}

// Where the part is to be had: of a page with more than one, at an address of its own.
function here() {
  return part?.dataset.at || window.location.pathname + window.location.search;
}

// Nobody looks, or somebody is at a field of it: it is old, and is shown anew after that.
function waits() {
  const wait = document.hidden || busy(part);
  if (wait) part.dataset.stale = "yes";
  else delete part.dataset.stale;
  return wait;
}

function refresh() {
  due = 0;
  if (waits()) return;
  last = "";
  window.htmx.ajax("GET", here(), { target: part, swap: "innerHTML" }).then(shown);
}

// What was asked for comes a while later: the reader may have gone on since then.
function comes({ target, detail }) {
  if (target !== part) return;
  if (waits()) detail.shouldSwap = false;
  else before = standing(part);
}

// Only what was shown makes the page fresh: an answer that was no page does not.
function shown() {
  if (!before) return;
  asBefore(part, before);
  before = null;
  asOf(part);
  document.dispatchEvent(new Event("greenlane:shown"));
}

// The part came by itself: it was made for everybody who looks at this address.
function take(html) {
  window.clearTimeout(due);
  due = 0;
  if (html === last || waits()) return;
  last = html;
  before = standing(part);
  window.htmx.swap(part, html, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 20 });
  signed(part);
  shown();
}

function again() {
  if (part.dataset.stale && !document.hidden && !busy(part)) later();
}

function news(frame = {}) {
  const detail = { ...frame, near, comes: sent.includes(WAITING) };
  document.dispatchEvent(new CustomEvent("greenlane:news", { detail }));
}

function address() {
  const asked = new URLSearchParams();
  if (part) asked.append("at", here());
  asked.append("at", WAITING);
  if (part?.dataset.live) asked.append("about", part.dataset.live);
  asked.append("version", document.body.dataset.version);
  return `${document.body.dataset.stream}?${asked}`;
}

let away = document.hidden; // opened behind others: its line may begin much later

const HEARS = {
  hello(event) {
    ({ sent = [], near = 2000 } = JSON.parse(event.data));
    if (part) isLive("on");
    // We were away: what we show may be old. What is sent comes if it is.
    if (away && !sent.includes(here())) later();
    if (away) news();
    away = true;
  },
  fact(event) {
    const frame = JSON.parse(event.data);
    if (concerns(frame)) later(sent.includes(here()) ? PATIENCE : 150);
    news(frame);
  },
  part(event) {
    const { at, html } = JSON.parse(event.data);
    if (at === WAITING) {
      document.dispatchEvent(new CustomEvent("greenlane:waiting", { detail: html }));
    } else if (at === here() && part) {
      if (html === undefined) later();
      else take(html);
    }
  },
  "too-old": () => later(),
  error() {
    away = true;
    if (part) isLive("lost");
  },
};

if (document.body.dataset.stream) hold(address, HEARS);

part?.addEventListener("htmx:beforeSwap", comes);
if (part && document.body.dataset.stream) {
  document.addEventListener("visibilitychange", again);
  document.addEventListener("focusout", () => window.setTimeout(again, 50));
  window.addEventListener("offline", () => isLive("lost"));
  window.setInterval(() => later(), MINUTE); // ages grow also when nothing happens
}

if (part && "alone" in part.dataset) {
  // A page that hears no stream asks by itself, as long as somebody looks at it.
  document.addEventListener("visibilitychange", again);
  window.setInterval(() => later(), MINUTE);
}

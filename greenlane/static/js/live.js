/* The page stays fresh. The house sends its changing part where it makes one for many;
   else a frame that concerns the page fetches that part anew. */

import { hold } from "./line.js";
import { asBefore, busy, signed, standing } from "./standing.js";

const part = document.querySelector("[data-live]");
const state = document.querySelector(".live");
const MINUTE = 60000;
const PATIENCE = 3000; // milliseconds: a part that was to be sent is fetched after that
const WAITING = "/waiting"; // what waits for this reader, for the bar

let due = 0;
let near = 2000; // milliseconds: many readers do not come at the same instant
let sent = []; // the addresses of what the house sends by itself
let last = ""; // the part as it was sent last

function show(name) {
  // A page that has no live part does not say that it is live.
  if (!part || !state || state.dataset.state === name) return;
  state.dataset.state = name;
  const shown = state.querySelector(`[data-when="${name}"]`);
  if (shown) state.setAttribute("aria-label", shown.textContent.trim());
}

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

function refresh() {
  due = 0;
  if (document.hidden || busy(part)) {
    part.dataset.stale = "yes";
    return;
  }
  delete part.dataset.stale;
  last = "";
  const before = standing(part);
  window.htmx
    .ajax("GET", here(), { target: part, swap: "innerHTML" })
    .then(() => shown(before));
}

function shown(before) {
  asBefore(part, before);
  tell();
}

// The part came by itself: it was made for everybody who looks at this address.
function take(html) {
  window.clearTimeout(due);
  due = 0;
  if (html === last) return;
  if (document.hidden || busy(part)) {
    part.dataset.stale = "yes";
    return;
  }
  delete part.dataset.stale;
  last = html;
  const before = standing(part);
  window.htmx.swap(part, html, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 20 });
  signed(part);
  shown(before);
}

function tell() {
  // The bar says how old the page is: as old as the part that was fetched last.
  const at = part.querySelector("[data-now]");
  for (const each of document.querySelectorAll("[data-shows]")) {
    if (at) each.textContent = at.dataset[each.dataset.shows];
  }
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

let heard = false;

const HEARS = {
  hello(event) {
    ({ sent = [], near = 2000 } = JSON.parse(event.data));
    show("on");
    // We were away: what we show may be old. What is sent comes if it is.
    if (heard && !sent.includes(here())) later();
    if (heard) news();
    heard = true;
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
  error: () => show("lost"),
};

if (document.body.dataset.stream) hold(address, HEARS);

if (part && document.body.dataset.stream) {
  document.addEventListener("visibilitychange", again);
  document.addEventListener("focusout", () => window.setTimeout(again, 50));
  window.addEventListener("offline", () => show("lost"));
  window.setInterval(() => later(), MINUTE); // ages grow also when nothing happens
}

if (part && "alone" in part.dataset) {
  // A page that hears no stream asks by itself, as long as somebody looks at it.
  document.addEventListener("visibilitychange", again);
  window.setInterval(() => later(), MINUTE);
}

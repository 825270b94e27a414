/* The page stays fresh: a frame that concerns it fetches its live part anew. */

const part = document.querySelector("[data-live]");
const state = document.querySelector(".live");
const NEAR = 2000; // milliseconds: many readers do not come at the same instant

let due = 0;

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

function busy() {
  // Nobody's half-typed word is taken away.
  const at = document.activeElement;
  return part.contains(at) && /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName);
}

// Whoever goes by keyboard stays where he is, or as near as the new part allows.
const STOPS = "a[href], button, summary, [tabindex]";

function mark(each) {
  return [each.tagName, each.id, each.getAttribute("href"), each.textContent].join("|");
}

function place() {
  const at = document.activeElement;
  if (!part.contains(at)) return null;
  return { mark: mark(at), index: [...part.querySelectorAll(STOPS)].indexOf(at) };
}

function back(kept) {
  if (!kept || part.contains(document.activeElement)) return;
  const all = [...part.querySelectorAll(STOPS)];
  const same = all.find((each) => mark(each) === kept.mark);
  (same ?? all[Math.min(kept.index, all.length - 1)])?.focus({ preventScroll: true });
}

function later() {
  if (due || !part) return;
  due = window.setTimeout(refresh, 150 + Math.random() * NEAR);
}

function refresh() {
  due = 0;
  if (document.hidden || busy()) {
    part.dataset.stale = "yes";
    return;
  }
  delete part.dataset.stale;
  const open = [...part.querySelectorAll("details[open][id]")].map((each) => each.id);
  const kept = place();
  window.htmx
    .ajax("GET", part.dataset.at || window.location.href, { target: part, swap: "innerHTML" })
    .then(() => {
      for (const id of open) document.getElementById(id)?.setAttribute("open", "");
      back(kept);
      tell();
    });
}

function tell() {
  // The bar says how old the page is: as old as the part that was fetched last.
  const at = part.querySelector("[data-now]");
  for (const each of document.querySelectorAll("[data-shows]")) {
    if (at) each.textContent = at.dataset[each.dataset.shows];
  }
}

function again() {
  if (part.dataset.stale && !document.hidden && !busy()) later();
}

function news(frame = {}) {
  document.dispatchEvent(new CustomEvent("greenlane:news", { detail: frame }));
}

function listen() {
  const stream = new EventSource(document.body.dataset.stream);
  let heard = false;
  stream.addEventListener("hello", () => {
    show("on");
    if (heard) later(); // we were away: what we show may be old
    if (heard) news();
    heard = true;
  });
  stream.addEventListener("fact", (event) => {
    const frame = JSON.parse(event.data);
    if (concerns(frame)) later();
    news(frame);
  });
  stream.addEventListener("too-old", later);
  stream.addEventListener("error", () => {
    show("lost");
    if (stream.readyState === EventSource.CLOSED) {
      window.setTimeout(listen, 5000 + Math.random() * NEAR);
    }
  });
}

if (document.body.dataset.stream) listen();

if (part && document.body.dataset.stream) {
  document.addEventListener("visibilitychange", again);
  document.addEventListener("focusout", () => window.setTimeout(again, 50));
  window.addEventListener("offline", () => show("lost"));
  window.setInterval(later, 60000); // ages grow also when nothing happens
}

if (part && "alone" in part.dataset) {
  // A page that hears no stream asks by itself, as long as somebody looks at it.
  document.addEventListener("visibilitychange", again);
  window.setInterval(later, 60000);
}

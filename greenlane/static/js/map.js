/* The map: what the house knows, where it is, and how old that is. The list says the same. */

import { crews } from "./map-crews.js";
import { ground } from "./map-ground.js";
import { marks } from "./map-marks.js";
import { choosing } from "./map-choose.js";
import { TURNED, style } from "./map-style.js";
import { all, keep } from "./map-view.js";

const SLOW = 5000; // milliseconds: not fetched more often than this
const MINUTE = 60000;
const shaped = (features) => ({ type: "FeatureCollection", features });

export async function mount(box) {
  box.dataset.mounted = "yes";
  const canvas = document.createElement("canvas");
  if (!canvas.getContext("webgl2")) return none(box);
  const maplibre = await import(box.dataset.maplibre);
  const told = box.dataset;
  const here = { box, told, things: [], etag: "", fetched: 0, clock: 0, wide: false };
  const below = await ground(told, maplibre).catch(() => lost(box, { sources: {}, layers: () => [] }));
  here.map = new maplibre.Map({
    container: box.querySelector(".map-canvas"),
    style: style(below, JSON.parse(told.words)),
    center: [113.33, 32.72], zoom: 9, maxZoom: 18, attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0,
    // A finger scrolls the page; two move the map.
    cooperativeGestures: window.matchMedia("(pointer: coarse) and (width < 1100px)").matches,
    locale: { "Map.Title": told.title, "CooperativeGesturesHandler.MobileHelpText": told.fingers },
  });
  here.map.touchZoomRotate.disableRotation();
  here.map.keyboard.disableRotation();
  here.map.addControl(new maplibre.ScaleControl({ maxWidth: 110 }), "bottom-left");
  here.map.on("moveend", () => keep(here));
  here.map.on("zoomend", () => here.clock && ages(here)); // what is near is otherwise
  choosing(here);
  buttons(here);
  await new Promise((done) => here.map.once("style.load", done));
  marks(here.map);
  await look(here);
  listen(here, below);
  box.dataset.state = "drawn";
  box.map = here.map; // for whoever tests it
}

function none(box) {
  box.classList.add("no-map");
  box.querySelector(".map-none").hidden = false;
}

function lost(box, plain) {
  box.querySelector(".map-lost").hidden = false;
  return plain;
}

const now = (here) => here.clock + (performance.now() - here.fetched) * Number(here.told.speed);

async function look(here) {
  const asked = here.etag ? { "If-None-Match": here.etag } : {};
  const answer = await fetch(here.told.things, { headers: asked }).catch(() => null);
  const well = answer && !answer.redirected && (answer.ok || answer.status === 304);
  here.box.querySelector(".map-old").hidden = Boolean(well);
  if (!well) return;
  here.told.at = new Date().toISOString();
  if (answer.status === 200) {
    const found = await answer.json();
    Object.assign(here, { etag: answer.headers.get("ETag"), things: found.features, clock: found.now * 1000, fetched: performance.now() });
    const of = (...kinds) => here.things.filter((each) => kinds.includes(each.properties.kind));
    here.map.getSource("sites").setData(shaped(of("site")));
    here.map.getSource("lines").setData(shaped(of("border", "feed")));
    if (!here.wide) all(here, true);
  }
  ages(here);
}

// What nobody has told anew grows older before one's eyes, and paler.
function ages(here) {
  const at = now(here);
  const others = here.things.filter(({ geometry, properties }) => geometry.type === "Point" && !["site", "crew"].includes(properties.kind));
  here.map.getSource("others").setData(shaped([...others, ...crews(here, at)]));
}

function buttons(here) {
  const does = { in: () => here.map.zoomIn(), out: () => here.map.zoomOut(), all: () => all(here) };
  here.box.addEventListener("click", ({ target }) => does[target.closest("[data-map-does]")?.dataset.mapDoes]?.());
  here.box.parentElement.addEventListener("change", ({ target }) => {
    for (const id of TURNED[target.dataset.mapShows] ?? []) here.map.setLayoutProperty(id, "visibility", target.checked ? "visible" : "none");
  });
}

function listen(here, below) {
  const { signal, ended } = until(here);
  let due = 0;
  const later = (after) => {
    due ||= window.setTimeout(() => {
      due = 0;
      return ended() || document.hidden ? undefined : look(here);
    }, after);
  };
  document.addEventListener("greenlane:news", () => later(SLOW), { signal });
  document.addEventListener("visibilitychange", () => later(0), { signal });
  document.addEventListener("htmx:afterSwap", ended, { signal });
  const beat = window.setInterval(() => later(0), MINUTE);
  signal.addEventListener("abort", () => window.clearInterval(beat));
  // The page changes its colours with the system where nobody has chosen others.
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    here.map.setStyle(style(below, JSON.parse(here.told.words)), { diff: false });
    here.map.once("style.load", () => {
      marks(here.map);
      here.etag = "";
      look(here);
    });
  }, { signal });
}

// The middle of the board is exchanged: then the map goes, and all that listens for it.
function until(here) {
  const end = new AbortController();
  const ended = () => {
    if (here.box.isConnected || end.signal.aborted) return end.signal.aborted;
    end.abort();
    here.map.remove();
    return true;
  };
  return { signal: end.signal, ended };
}

const found = () => document.querySelectorAll("[data-map]:not([data-mounted])");
const start = () => [...found()].forEach((box) => mount(box).catch(() => none(box)));
document.addEventListener("htmx:afterSwap", start);
start();

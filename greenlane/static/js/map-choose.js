/* A thing is chosen: by a click, by Enter on what is in the middle, by the board beside. */

import { show } from "./map-card.js";
import { beside } from "./map-crews.js";
import { TOUCHED, aside } from "./map-style.js";

const NEAR = 8; // pixels round a click
const MIDDLE = 44; // and round the middle, where Enter looks
const board = document.querySelector("[data-board]");
const wide = window.matchMedia("(width >= 1200px)");

export function choosing(here) {
  const { map } = here;
  map.on("click", ({ point }) => pick(here, point, NEAR));
  map.on("mousemove", ({ point }) => {
    map.getCanvas().style.cursor = at(here, point, NEAR).length ? "pointer" : "";
  });
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const { width, height } = map.getCanvas().getBoundingClientRect();
    pick(here, { x: width / 2, y: height / 2 }, MIDDLE);
  });
  const detail = board && document.getElementById("detail");
  if (detail) new MutationObserver(() => ring(here, detail.dataset.showsOrder)).observe(detail, { attributeFilter: ["data-shows-order"] });
  map.on("sourcedata", ({ sourceId, isSourceLoaded }) => {
    if (detail && sourceId === "sites" && isSourceLoaded && !here.ringed) ring(here, detail.dataset.showsOrder);
  });
}

function at({ map }, { x, y }, near) {
  const layers = TOUCHED.filter((id) => map.getLayer(id));
  const found = map.queryRenderedFeatures([[x - near, y - near], [x + near, y + near]], { layers });
  const far = ({ layer, geometry, properties }) => {
    const there = map.project(geometry.coordinates);
    const [right, down] = aside(layer.id, properties.slot);
    return Math.hypot(there.x + right - x, there.y + down - y);
  };
  return found.sort((a, b) => far(a) - far(b));
}

async function pick(here, point, near) {
  const [first] = at(here, point, near);
  if (!first) return say(here, []);
  if (first.layer.id !== "many") return choose(here, first);
  const { map } = here;
  const sites = map.getSource("sites");
  const zoom = await sites.getClusterExpansionZoom(first.properties.cluster_id);
  if (zoom <= map.getMaxZoom() - 1 && zoom > map.getZoom()) return map.easeTo({ center: first.geometry.coordinates, zoom: Math.min(zoom + 0.2, map.getMaxZoom()), duration: 250 });
  const all = await sites.getClusterLeaves(first.properties.cluster_id, 20, 0);
  return say(here, all.map((each) => each.properties));
}

function choose(here, { properties: thing, geometry }) {
  mark(here, geometry.coordinates);
  if (thing.kind === "site" && thing.order && board && wide.matches) {
    say(here, []);
    document.dispatchEvent(new CustomEvent("greenlane:choose", { detail: thing.order }));
    return;
  }
  say(here, thing.kind === "crew" ? together(here, geometry) : [thing]);
  here.box.querySelector(".map-card a")?.focus({ preventScroll: true });
}

// All the crews whose mark it is.
function together({ things, map }, { coordinates }) {
  const near = ({ geometry, properties }) => properties.kind === "crew" && beside(map, geometry.coordinates, coordinates);
  return things.filter(near).map(({ properties }) => properties);
}

function say(here, things) {
  const now = here.clock + (performance.now() - here.fetched) * Number(here.told.speed);
  show(here.box.querySelector(".map-card"), things, now, here.told);
}

/* The site of the order that stands beside the list. */
function ring(here, number) {
  const site = here.things.find(({ properties: each }) => each.kind === "site" && each.order && each.order === number);
  here.ringed = Boolean(site);
  mark(here, site?.geometry.coordinates);
}

function mark({ map }, coordinates) {
  const features = coordinates ? [{ type: "Feature", geometry: { type: "Point", coordinates }, properties: {} }] : [];
  map.getSource("picked")?.setData({ type: "FeatureCollection", features });
}

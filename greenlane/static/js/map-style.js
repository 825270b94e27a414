/* The layers of the map, from the ground up. Names are written with the fonts of the
   machine: no font is asked for anywhere. */

import { colours } from "./map-marks.js";

export const STATES = ["lit", "keeps", "unknown", "generator", "partial", "dark", "gap", "stopped"];
export const TOUCHED = ["crews", "crew-names", "isolations", "sites", "many", "depots", "sources", "devices", "zone-names"];
export const TURNED = { crew: ["crews", "crew-names"], isolation: ["isolations", "isolation-names"], source: ["feeds", "supplies", "devices", "sources"], depot: ["depots"], zone: ["zones", "borders", "zone-names"] };
const PLAIN = ["Inter"]; // where it is not at hand, what the machine has
const STRONG = ["Inter SemiBold"];
const EMPTY = { type: "FeatureCollection", features: [] };
const rank = ["coalesce", ["get", "rank"], 0];
const kind = (name) => ["==", ["get", "kind"], name];
const state = (name) => ["==", ["get", "state"], name];

/* The crews of a site stand to its left, isolations to its right, each beside the other. */
const ASIDE = { crews: [-15, 20, 0], isolations: [15, 21, 18] };
const SLOTS = 5;

/* How far to the right of its place, and down, a thing is drawn: pixels. */
export function aside(layer, slot = 0) {
  const [x, y, step] = ASIDE[layer] ?? [0, 0, 0];
  return [x + Math.min(slot, SLOTS) * step, y];
}

function offsets(layer) {
  const each = [...Array(SLOTS).keys()].flatMap((n) => [n, ["literal", aside(layer, n)]]);
  return ["match", ["coalesce", ["get", "slot"], 0], ...each, ["literal", aside(layer, SLOTS)]];
}

function counts() {
  const each = STATES.map((_name, n) => [`n${n}`, ["+", ["case", ["==", rank, n], 1, 0]]]);
  return { worst: ["max", rank], ...Object.fromEntries(each) };
}

// Under a cluster: how many stand as badly as the worst of it.
const worstOf = ["match", ["get", "worst"], ...STATES.flatMap((_name, n) => [n, ["to-string", ["get", `n${n}`]]]), ""];
const worstName = ["at", ["get", "worst"], ["literal", STATES]];

function words(of, size = 12, colour = of.ink) {
  return {
    layout: { "text-font": PLAIN, "text-size": size, "text-optional": true, "icon-allow-overlap": true },
    paint: { "text-color": colour, "text-halo-color": of.panel, "text-halo-width": 1.6, "text-halo-blur": 0.3 },
  };
}

function symbols(id, source, of, { layout = {}, paint = {}, ...rest }) {
  const said = words(of);
  return { id, type: "symbol", source, ...rest, layout: { ...said.layout, ...layout }, paint: { ...said.paint, ...paint } };
}

const BELOW = { "text-anchor": "top", "text-offset": [0, 0.8] };
const SIDES = { "text-variable-anchor": ["left", "right", "bottom", "top", "top-left", "bottom-left", "top-right", "bottom-right"], "text-radial-offset": 0.95, "text-justify": "auto" };

function ours(of, worded) {
  const alarm = ["case", [">=", rank, 6], of.alarm, of.ink];
  const pale = ["case", state("old"), 0.6, 1];
  const worst = STATES.flatMap((name, n) => [n, worded[name]]);
  return [
    { id: "zones", type: "fill", source: "lines", filter: kind("border"), paint: { "fill-pattern": "hatch", "fill-opacity": 0.8 } },
    { id: "borders", type: "line", source: "lines", filter: kind("border"), paint: { "line-color": of["line-strong"], "line-width": 1 } },
    { id: "supplies", type: "line", source: "lines", filter: ["all", kind("feed"), state("supply")], paint: { "line-color": of["ink-3"], "line-width": 1, "line-dasharray": [3, 3] } },
    { id: "feeds", type: "line", source: "lines", filter: ["all", kind("feed"), state("line")], paint: { "line-color": of["ink-2"], "line-width": 1.5 } },
    symbols("devices", "others", of, { filter: ["all", kind("source"), state("device")], minzoom: 12, layout: { "icon-image": "device", "text-field": ["step", ["zoom"], "", 14, ["get", "name"]], "text-size": 11, ...BELOW }, paint: { "text-color": of["ink-3"] } }),
    symbols("depots", "others", of, { filter: kind("depot"), layout: { "icon-image": "depot", "text-field": ["get", "name"], "text-size": 11, ...BELOW }, paint: { "text-color": of["ink-3"] } }),
    symbols("sources", "others", of, { filter: ["all", kind("source"), state("source")], layout: { "icon-image": "source", "text-field": ["get", "name"], ...SIDES } }),
    symbols("zone-names", "others", of, { filter: kind("zone"), minzoom: 12, layout: { "text-field": ["get", "name"], "text-size": 11, "text-anchor": "bottom", "text-offset": [0, -1.9] }, paint: { "text-color": of["ink-3"] } }),
    symbols("isolation-names", "others", of, { filter: kind("isolation"), layout: { "text-field": ["get", "name"], "text-size": 11, "text-justify": "auto", "text-variable-anchor-offset": ["left", [2.6, 1.9], "top-left", [0.4, 3.3], "top", [1.4, 3.3]] } }),
    symbols("crew-names", "others", of, { filter: kind("crew"), layout: { "text-field": ["get", "label"], "text-size": 11, "text-max-width": 14, "text-variable-anchor-offset": ["right", [-2.5, 1.9], "top-right", [-0.2, 3.2], "top", [-1, 4], "top-left", [-2.4, 3.2], "bottom-right", [-2.5, 1.4], "right", [-5, 2.6], "top", [-1, 6]], "text-justify": "auto" }, paint: { "text-color": of["ink-2"], "text-opacity": pale } }),
    symbols("many-worst", "sites", of, { filter: ["has", "point_count"], layout: { "text-field": ["concat", worstOf, " ", ["match", ["get", "worst"], ...worst, ""]], "text-size": 11, "text-anchor": "top", "text-offset": [0, 2.1] }, paint: { "text-color": ["case", [">=", ["get", "worst"], 6], of.alarm, of["ink-2"]] } }),
    symbols("sites", "sites", of, { filter: ["!", ["has", "point_count"]], layout: { "icon-image": ["concat", "site-", ["get", "state"]], "text-field": ["format", ["get", "name"], {}, ["case", [">=", rank, 6], ["concat", "\n", ["get", "word"]], ""], { "text-color": of.alarm }], "text-font": STRONG, "text-max-width": 8, "symbol-sort-key": ["-", 0, rank], ...SIDES } }),
    symbols("many", "sites", of, { filter: ["has", "point_count"], layout: { "icon-image": ["concat", "many-", worstName], "text-field": ["get", "point_count"], "text-size": 12, "text-font": STRONG, "text-allow-overlap": true, "symbol-sort-key": ["-", 0, ["get", "worst"]] } }),
    symbols("isolations", "others", of, { filter: kind("isolation"), layout: { "icon-image": "isolation", "icon-offset": offsets("isolations"), "icon-ignore-placement": true } }),
    symbols("crews", "others", of, { filter: kind("crew"), layout: { "icon-image": ["concat", "crew-", ["get", "state"]], "icon-offset": aside("crews"), "icon-ignore-placement": true, "text-field": ["case", [">", ["get", "many"], 9], "9+", [">", ["get", "many"], 1], ["to-string", ["get", "many"]], ""], "text-font": STRONG, "text-size": 10, "text-offset": [-1.5, 2.3], "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "icon-opacity": pale, "text-color": ["case", state("fresh"), of.panel, of.ink], "text-halo-width": 0 } }),
    { id: "picked", type: "symbol", source: "picked", layout: { "icon-image": "picked", "icon-allow-overlap": true, "icon-ignore-placement": true } },
  ];
}

/* `below` is the ground: its sources and its layers. `worded`: state → its word. */
export function style(below, worded) {
  const of = colours();
  const shaped = { type: "geojson", data: EMPTY };
  const sites = { ...shaped, cluster: true, clusterRadius: 36, clusterMaxZoom: 14, clusterProperties: counts() };
  return {
    version: 8,
    sources: { ...below.sources, sites, others: shaped, lines: shaped, picked: shaped },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": of.ground } },
      ...below.layers(of),
      ...ours(of, worded),
    ],
  };
}

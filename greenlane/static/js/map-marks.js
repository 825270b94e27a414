/* The marks of the map, drawn for the screen they are on: shape first, colour second. */

import { SIZE, SITES, corners, disc, paint } from "./map-sites.js";

const MID = SIZE / 2;
const LARGER = { many: 1.75, picked: 1.4 };

export function colours() {
  const told = getComputedStyle(document.documentElement);
  const of = (name) => told.getPropertyValue(`--${name}`).trim();
  const names = ["ground", "panel", "sunk", "line", "line-strong", "ink", "ink-2", "ink-3", "work", "alarm", "on-alarm", "lamp", "lamp-edge", "clock", "on-clock", "clock-edge", "focus"];
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

function triangle(c, fill, stroke, dash = []) {
  c.beginPath();
  c.moveTo(MID, MID - 8);
  c.lineTo(MID + 8, MID + 7);
  c.lineTo(MID - 8, MID + 7);
  c.closePath();
  c.setLineDash(dash);
  c.lineJoin = "round";
  paint(c, fill, stroke, 2);
}

const OTHERS = {
  "crew-fresh": (c, of) => triangle(c, of.work, of.panel),
  "crew-older": (c, of) => triangle(c, of.panel, of.work),
  "crew-old": (c, of) => triangle(c, of.panel, of["ink-3"], [2.5, 2.5]),
  isolation(c, of) {
    corners(c, 9, 4);
    paint(c, of.panel, of.ink, 2.5);
  },
  depot(c, of) {
    c.beginPath();
    c.rect(MID - 6, MID - 6, 12, 12);
    paint(c, of.panel, of["ink-2"], 2);
  },
  source(c, of) {
    c.beginPath();
    c.rect(MID - 8, MID - 8, 16, 16);
    paint(c, of.ink, of.panel, 2);
  },
  device(c, of) {
    c.beginPath();
    c.rect(MID - 4, MID - 4, 8, 8);
    paint(c, of["ink-2"], of.panel, 1.5);
  },
  picked(c, of) {
    disc(c, 10);
    paint(c, null, of.focus, 2.2);
  },
};

function hatch(c, of) {
  c.strokeStyle = of["line-strong"];
  c.lineWidth = 1;
  for (let n = -2; n < 3; n += 1) {
    c.beginPath();
    c.moveTo(n * 8, 16);
    c.lineTo(n * 8 + 16, 0);
    c.stroke();
  }
}

// A cluster is drawn as the worst of it, with room for a number.
function many(c, of, state) {
  SITES[state](c, of, 9);
  disc(c, 6.4);
  paint(c, of.panel);
}

/* Every mark that a layer names, given to the map at once. */
export function marks(map) {
  const ratio = window.devicePixelRatio;
  const sites = Object.keys(SITES).flatMap((state) => [`site-${state}`, `many-${state}`]);
  for (const name of [...sites, ...Object.keys(OTHERS), "hatch"]) {
    if (!map.hasImage(name)) map.addImage(name, mark(name, ratio), { pixelRatio: ratio });
  }
}

/* `name`: site-<state>, many-<state> (a cluster), hatch, or what OTHERS has. */
function mark(name, ratio) {
  const [what, state] = name.split("-");
  const larger = LARGER[what] ?? 1;
  const size = name === "hatch" ? 16 : SIZE * larger;
  const paper = document.createElement("canvas");
  paper.width = paper.height = Math.round(size * ratio);
  const c = paper.getContext("2d");
  c.scale((paper.width / size) * larger, (paper.height / size) * larger);
  const of = colours();
  if (name === "hatch") hatch(c, of);
  else if (what === "many" && SITES[state]) many(c, of, state);
  else if (what === "site" && SITES[state]) SITES[state](c, of, 8);
  else OTHERS[name]?.(c, of);
  return c.getImageData(0, 0, paper.width, paper.height);
}

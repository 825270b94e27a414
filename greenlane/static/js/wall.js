/* Nobody scrolls a wall. What has no room stands on another page, and a page is turned
   only for what has not been shown yet, or has changed since; then the first one rests. */
import { Turning } from "./turning.js";

const WIDE = 1700; // from here on it hangs on a wall; narrower, somebody sits before it
const DWELL = 15000; // milliseconds that a page stands before the next one is due
const JUST = 60000; // so long a lane says that it has changed
const OLD = 150000; // without a new part for so long, what is shown is old
const wall = document.querySelector(".wall");
const turning = new Turning();
let fresh = performance.now();

function lanes() {
  return [...wall.querySelectorAll("[data-lane]")];
}

// How many lanes have room; all of them where somebody can scroll.
function room(all) {
  const list = wall.querySelector(".wall-lanes");
  list.classList.remove("full");
  for (const each of all) each.hidden = false;
  if (window.innerWidth < WIDE || !all.length) return Infinity;
  return Math.max(1, Math.floor(list.clientHeight / all[0].offsetHeight));
}

function lay() {
  const all = lanes();
  const fits = room(all);
  turning.learn(all.map((each) => [each.dataset.lane, each.dataset.mark]), fits);
  show(all, fits);
}

function show(all = lanes(), fits = turning.fits) {
  const shown = new Set(turning.shown());
  for (const each of all) {
    each.hidden = !shown.has(each.dataset.lane);
    each.classList.toggle("changed", turning.isNew(each.dataset.lane, performance.now(), JUST));
  }
  wall.querySelector(".wall-lanes").classList.toggle("full", shown.size === fits);
  const mark = wall.querySelector(".wall-page");
  if (mark) mark.hidden = turning.pages < 2;
  mark?.firstElementChild.setAttribute("data-page", `${turning.page + 1} / ${turning.pages}`);
}

function turn() {
  document.documentElement.toggleAttribute("data-old", performance.now() - fresh > OLD);
  turning.turn();
  show();
}

lay();
window.addEventListener("resize", lay);
document.fonts.ready.then(lay);
document.addEventListener("htmx:afterSwap", lay);
document.addEventListener("greenlane:shown", () => {
  fresh = performance.now();
  document.documentElement.removeAttribute("data-old");
});
window.setInterval(turn, DWELL);

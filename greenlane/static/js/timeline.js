/* A bar of the plan is moved: what would slip is shown first, and a page confirms it.
   The move itself changes nothing. */

import { Answer } from "./slips.js";

const STEP = 5; // minutes
const FAR = 5; // pixels, before a press is a drag
const SVG = "http://www.w3.org/2000/svg";

const part = document.querySelector("[data-live]");
const answer = new Answer(document.getElementById("move-answer"));

let move = null; // what is being moved, or nothing
let dragged = false; // the click that ends a drag leads nowhere

const board = () => part.querySelector(".timeline[data-ask]");
const lanes = () => [...part.querySelectorAll(".t-row[data-crew]")];
const barAt = (event) => event.target.closest?.(".timeline[data-ask] .b");

function begin(bar) {
  leave();
  const box = bar.querySelector("svg, rect:not(.hit)");
  const row = bar.closest(".t-row");
  const ghost = document.createElementNS(SVG, "rect");
  const set = { class: "proposal", y: Number(box.getAttribute("y")) - 2, width: box.getAttribute("width"), height: 24 };
  for (const [name, value] of Object.entries(set)) ghost.setAttribute(name, value);
  bar.dataset.moving = ""; // the page is not shown anew meanwhile
  move = { bar, row, own: row, ghost, at: Number(bar.dataset.at), minutes: 0 };
}

// Minutes since 1970, on the five minutes of the clock, and never before now.
function start() {
  const { zero, minutes } = board().dataset;
  const now = (parseFloat(part.querySelector(".t-now .now").getAttribute("x1")) / 100) * minutes;
  const least = Math.floor((Number(zero) + now) / STEP + 1) * STEP;
  return Math.max(least, Math.round((Number(zero) + move.at + move.minutes) / STEP) * STEP);
}

function address() {
  const asked = new URLSearchParams({ task: move.bar.dataset.task });
  if (move.minutes) asked.set("start", new Date(start() * 60000).toISOString());
  if (move.row !== move.own) asked.set("crew", move.row.dataset.crew);
  return `${board().dataset.ask}?${asked}`;
}

function show() {
  const { zero, minutes } = board().dataset;
  const at = move.minutes ? start() - Number(zero) : move.at;
  move.ghost.setAttribute("x", `${((at / minutes) * 100).toFixed(2)}%`);
  move.row.querySelector(":scope > svg").append(move.ghost);
  if (move.minutes || move.row !== move.own) answer.ask(address(), part);
  else answer.hide();
}

function to(minutes, row) {
  if (minutes === move.minutes && row === move.row && move.ghost.isConnected) return;
  Object.assign(move, { minutes, row: row ?? move.row });
  show();
}

function leave() {
  if (!move) return;
  move.ghost.remove();
  delete move.bar.dataset.moving;
  move = null;
  answer.hide();
  part.dispatchEvent(new FocusEvent("focusout", { bubbles: true })); // what came meanwhile is shown
}

async function propose() {
  const where = await answer.proposal();
  if (where && move) window.location.assign(where);
}

// By mouse or finger.
function press(event) {
  const bar = barAt(event);
  dragged = false;
  if (!bar || event.button !== 0) return;
  if (bar.matches(".runs")) answer.say(bar.querySelector("title").textContent);
  if (!bar.matches(".may-move")) return;
  const from = { x: event.clientX, y: event.clientY };
  const pulled = (each) => {
    if (!dragged && Math.hypot(each.clientX - from.x, each.clientY - from.y) < FAR) return;
    if (!dragged) begin(bar);
    dragged = true;
    each.preventDefault();
    const width = move.own.querySelector(":scope > svg").clientWidth;
    const share = ((each.clientX - from.x) / width) * board().dataset.minutes;
    to(Math.round(share / STEP) * STEP, over(each.clientY));
  };
  const dropped = (each) => {
    for (const [name, does] of Object.entries(heard)) window.removeEventListener(name, does);
    if (!dragged || !move) return;
    if (each.type === "pointerup" && move.ghost.isConnected && (move.minutes || move.row !== move.own)) propose();
    else leave();
  };
  const heard = { pointermove: pulled, pointerup: dropped, pointercancel: dropped };
  for (const [name, does] of Object.entries(heard)) window.addEventListener(name, does);
}

function over(y) {
  return lanes().find((each) => { const { top, bottom } = each.getBoundingClientRect(); return y >= top && y < bottom; }) ?? move.row;
}

// By keyboard: the bar that has the focus.
function key(event) {
  if (event.key === "Escape") return leave();
  const bar = barAt(event);
  if (!bar || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (step && bar.matches(".runs")) answer.say(bar.querySelector("title").textContent);
  if (step && bar.matches(".may-move")) {
    event.preventDefault();
    if (move?.bar !== bar) begin(bar);
    const all = lanes();
    const row = all.indexOf(move.row) + step[1];
    to(move.minutes + step[0] * (event.shiftKey ? 6 : 1), all[Math.min(Math.max(row, 0), all.length - 1)]);
    move.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  if (event.key === "Enter" && move?.bar === bar && move.ghost.isConnected) {
    event.preventDefault();
    propose();
  }
  return undefined;
}

document.addEventListener("pointerdown", press);
document.addEventListener("keydown", key);
document.addEventListener("dragstart", (event) => barAt(event) && event.preventDefault());
document.addEventListener("click", (event) => {
  if (dragged && barAt(event)) event.preventDefault();
  if (event.target.closest?.("[data-leave]")) leave();
}, true);

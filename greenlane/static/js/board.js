/* The board at the desk: an order that is chosen is shown beside the list. */

import { asBefore, standing } from "./standing.js";

const queue = document.getElementById("queue");
const detail = document.getElementById("detail");
const middle = document.getElementById("middle");
const wide = window.matchMedia("(width >= 1200px)");
const REST = 150; // milliseconds on a lane, before it is fetched
const SLOW = 20000; // the middle is fetched no oftener

let due = 0;
let middleAt = Date.now();

const lanes = () => [...queue.querySelectorAll("[data-order]")];
const chosen = () => new URL(window.location).searchParams.get("order") ?? "";
const laneOf = (number) => lanes().find((each) => each.dataset.order === number);

function mark() {
  const number = detail.dataset.showsOrder;
  for (const each of queue.querySelectorAll("[aria-current]")) each.removeAttribute("aria-current");
  if (wide.matches) laneOf(number)?.setAttribute("aria-current", "true");
}

function show(number, after = 0) {
  detail.dataset.showsOrder = number;
  mark();
  window.clearTimeout(due);
  due = window.setTimeout(fetchPane, after);
}

async function fetchPane() {
  const number = detail.dataset.showsOrder;
  const answer = await fetch(`/orders/${encodeURIComponent(number)}/pane`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected || number !== detail.dataset.showsOrder) return;
  const html = await answer.text();
  const [top, before] = [detail.dataset.told === number ? detail.scrollTop : 0, standing(detail)];
  detail.innerHTML = html; // written by our own server
  detail.dataset.told = number;
  asBefore(detail, before);
  detail.scrollTop = top;
}

function address(number) {
  const where = new URL(window.location);
  where.searchParams.set("order", number);
  return where;
}

function choose(number) {
  if (number !== chosen()) window.history.pushState(null, "", address(number));
  show(number);
}

// A mouse chooses; Enter on a name opens the page, as everywhere else.
function click(event) {
  const link = event.target.closest("a");
  const number = link?.dataset.chooses ?? (link?.matches(".lane-name a") ? link.closest("[data-order]")?.dataset.order : undefined);
  const plain = event.detail > 0 && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!number || !plain || !wide.matches) return;
  event.preventDefault();
  choose(number);
}

function move(step) {
  const all = lanes();
  if (!all.length) return;
  const at = all.indexOf(laneOf(detail.dataset.showsOrder));
  const to = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
  to.querySelector(".lane-name a").focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest" });
  window.history.replaceState(null, "", address(to.dataset.order));
  show(to.dataset.order, REST);
}

function back() {
  laneOf(detail.dataset.showsOrder)?.querySelector(".lane-name a").focus();
}

function turn(name) {
  document.querySelector(`[data-middle="${name}"]`)?.click();
}

const DOES = { j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1), t: () => turn("timeline"), m: () => turn("map"), Escape: back };

document.addEventListener("greenlane:choose", (event) => choose(event.detail));
document.addEventListener("greenlane:key", ({ detail: { key } }) => DOES[key]?.());

// Lanes come anew, and nothing moves: each region stays where it was scrolled to.
const tops = new Map();
for (const each of [queue, middle]) each.addEventListener("scroll", () => tops.set(each, each.scrollTop));
function stay(region) {
  if (tops.has(region)) region.scrollTop = tops.get(region);
}
document.addEventListener("htmx:afterSwap", () => stay(middle));
document.addEventListener("greenlane:shown", () => {
  mark();
  stay(queue);
});

document.addEventListener("greenlane:news", ({ detail: news }) => {
  const about = detail.querySelector("[data-about]")?.dataset.about;
  const told = news?.subjects;
  if (!wide.matches || document.hidden) return;
  if (!told || told.some((each) => each.endsWith(`:${about}`))) show(detail.dataset.showsOrder, REST + Math.random() * (news?.near ?? 2000));
  if ((!told || news.name?.startsWith("dispatch.")) && Date.now() - middleAt > SLOW && !middle.querySelector("[data-map]")) {
    middleAt = Date.now();
    window.htmx.ajax("GET", middle.getAttribute("hx-get"), { target: middle, swap: "innerHTML" });
  }
});

window.addEventListener("popstate", () => {
  const number = chosen() || lanes()[0]?.dataset.order;
  if (number) show(number);
});

document.addEventListener("click", click);
if (!detail.dataset.showsOrder) {
  const first = lanes()[0]?.dataset.order;
  if (first) detail.dataset.showsOrder = first;
}
detail.dataset.told = detail.dataset.showsOrder ?? "";
mark();
if (wide.matches && chosen()) laneOf(chosen())?.scrollIntoView({ block: "center" });

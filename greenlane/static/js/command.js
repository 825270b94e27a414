/* The command bar: what is typed is looked for; what is chosen leads to its page.
   It never does anything by itself. */

const box = document.getElementById("command");
const line = document.getElementById("command-line");
const list = document.getElementById("command-found");
const says = document.getElementById("command-says");
const PAUSE = 70; // milliseconds after the last letter

let due = 0;
let asked = null; // the question that is under way

export function open() {
  if (box.open) return;
  box.showModal();
  line.select();
  ask();
}

function later() {
  window.clearTimeout(due);
  due = window.setTimeout(ask, PAUSE);
}

async function ask() {
  due = 0;
  asked?.abort();
  asked = new AbortController();
  const on = document.querySelector("[data-shows-order]")?.dataset.showsOrder ?? "";
  const words = new URLSearchParams({ q: line.value, on });
  try {
    const answer = await fetch(`${box.dataset.find}?${words}`, { signal: asked.signal });
    if (answer.redirected) window.location.reload();
    else if (answer.ok) show(await answer.text());
    else lost();
  } catch (error) {
    if (error.name === "AbortError") return;
    lost();
  }
  asked = null;
}

function lost() {
  list.replaceChildren();
  says.textContent = box.dataset.lost;
}

function show(options) {
  list.innerHTML = options; // written by our own server
  const found = [...list.children];
  line.setAttribute("aria-expanded", String(found.length > 0));
  says.textContent = found.length ? "" : box.dataset.none;
  choose(found[0]);
}

function choose(option) {
  for (const each of list.children) each.setAttribute("aria-selected", String(each === option));
  if (option) line.setAttribute("aria-activedescendant", option.id);
  else line.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const all = [...list.children];
  if (!all.length) return;
  const at = all.findIndex((each) => each.ariaSelected === "true");
  choose(all[(at + step + all.length) % all.length]);
}

function go(option) {
  if (option?.dataset.url) window.location.assign(option.dataset.url);
}

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function press(event) {
  if (event.isComposing) return;
  if (event.key in STEPS) {
    event.preventDefault();
    move(STEPS[event.key]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    // Nobody is led to what he has not seen: what was typed last is looked for first.
    if (!due && !asked) go(list.querySelector("[aria-selected=true]"));
  }
}

if (box) {
  line.addEventListener("input", later);
  line.addEventListener("keydown", press);
  list.addEventListener("click", (event) => go(event.target.closest("[data-url]")));
  for (const each of document.querySelectorAll("[data-command]")) {
    each.addEventListener("click", (event) => {
      event.preventDefault();
      open();
    });
  }
}

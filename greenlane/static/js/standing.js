/* What a page shows anew stays as the reader left it: what folds open, the keyboard there. */

export function busy(part) {
  // Nobody's half-typed word is taken away, and nothing that is being moved.
  const at = document.activeElement;
  if (part.querySelector("[data-moving]")) return true;
  return part.contains(at) && /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName);
}

// Whoever goes by keyboard stays where he is, or as near as the new part allows.
const STOPS = "a[href], button, summary, [tabindex]";

function stops(part) {
  return [...part.querySelectorAll(STOPS)].filter((each) => each.checkVisibility?.() ?? true);
}

function mark(each) {
  return [each.tagName, each.id, each.getAttribute("href"), each.textContent].join("|");
}

function place(part) {
  const at = document.activeElement;
  if (!part.contains(at)) return null;
  return { mark: mark(at), index: stops(part).indexOf(at) };
}

function back(part, kept) {
  if (!kept || part.contains(document.activeElement)) return;
  const all = stops(part);
  const same = all.find((each) => mark(each) === kept.mark);
  const near = same ?? all[Math.min(Math.max(kept.index, 0), all.length - 1)] ?? title();
  near?.focus({ preventScroll: true });
}

// Where nothing is left to stand on, the page begins again at its title.
function title() {
  const found = document.querySelector("main h1");
  if (found) found.tabIndex = -1;
  return found;
}

// What was chosen or typed and is not sent yet is kept, also when the keyboard has gone on.
function fields(part) {
  const all = [...part.querySelectorAll("input:not([type=hidden]), select, textarea")];
  return all.filter((each) => each.name && each.type !== "file");
}

function asked(each) {
  const box = ["checkbox", "radio"].includes(each.type);
  return [each.form?.getAttribute("action"), each.name, box && each.value].join("|");
}

function touched(each) {
  if (["checkbox", "radio"].includes(each.type)) return each.checked !== each.defaultChecked;
  if (!each.options) return each.value !== each.defaultValue;
  const stood = [...each.options].findIndex((one) => one.defaultSelected);
  return each.selectedIndex !== Math.max(stood, 0);
}

function again(part, said) {
  for (const each of said.size ? fields(part) : []) {
    const was = said.get(asked(each));
    if (was && each.options && ![...each.options].some((one) => one.value === was.value)) continue;
    if (was) Object.assign(each, was);
  }
}

export function standing(part) {
  const open = [...part.querySelectorAll("details[open][id]")].map((each) => each.id);
  const said = fields(part).filter(touched).map((each) => [asked(each), { checked: each.checked, value: each.value }]);
  return { open, kept: place(part), said: new Map(said) };
}

export function asBefore(part, { open, kept, said }) {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  again(part, said);
  back(part, kept);
}

// A form that was made for many gets the token of this page.
export function signed(part) {
  const all = part.querySelectorAll("[name=csrfmiddlewaretoken]");
  if (!all.length) return;
  const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers"));
  for (const each of all) each.value = token;
}

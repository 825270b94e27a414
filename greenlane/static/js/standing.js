/* What a page shows anew stays as the reader left it: what folds open, the keyboard there. */

export function busy(part) {
  // Nobody's half-typed word is taken away, and nothing that is being moved.
  const at = document.activeElement;
  if (part.querySelector("[data-moving]")) return true;
  return part.contains(at) && /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName);
}

// Whoever goes by keyboard stays where he is, or as near as the new part allows.
const STOPS = "a[href], button, summary, [tabindex]";

function mark(each) {
  return [each.tagName, each.id, each.getAttribute("href"), each.textContent].join("|");
}

function place(part) {
  const at = document.activeElement;
  if (!part.contains(at)) return null;
  return { mark: mark(at), index: [...part.querySelectorAll(STOPS)].indexOf(at) };
}

function back(part, kept) {
  if (!kept || part.contains(document.activeElement)) return;
  const all = [...part.querySelectorAll(STOPS)];
  const same = all.find((each) => mark(each) === kept.mark);
  (same ?? all[Math.min(kept.index, all.length - 1)])?.focus({ preventScroll: true });
}

export function standing(part) {
  const open = [...part.querySelectorAll("details[open][id]")].map((each) => each.id);
  return { open, kept: place(part) };
}

export function asBefore(part, { open, kept }) {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  back(part, kept);
  document.dispatchEvent(new Event("greenlane:shown"));
}

// A form that was made for many gets the token of this page.
export function signed(part) {
  const all = part.querySelectorAll("[name=csrfmiddlewaretoken]");
  if (!all.length) return;
  const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers"));
  for (const each of all) each.value = token;
}

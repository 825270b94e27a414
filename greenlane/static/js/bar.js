/* The bar says whether the page is live, and of when it is. */

const state = document.querySelector(".live");

// Only of a page that has a live part: any other does not say that it is live.
export function isLive(name) {
  if (!state || state.dataset.state === name) return;
  state.dataset.state = name;
  const shown = state.querySelector(`[data-when="${name}"]`);
  if (shown) state.setAttribute("aria-label", shown.textContent.trim());
}

// As old as the part that was shown last.
export function asOf(part) {
  const at = part.querySelector("[data-now]");
  for (const each of document.querySelectorAll("[data-shows]")) {
    if (at) each.textContent = at.dataset[each.dataset.shows];
  }
}

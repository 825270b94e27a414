/* The numbers of what waits, in the bar and in the title, stay fresh without a reload. */

const NEAR = 2000; // milliseconds: many readers do not come at the same instant

let due = 0;

function later() {
  if (!due) due = window.setTimeout(refresh, 250 + Math.random() * NEAR);
}

async function refresh() {
  due = 0;
  const answer = await fetch("/waiting").catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const all = page.querySelector("[data-all]");
  if (!all) return;
  const changed = ["tasks", "signatures"].map((name) => put(all, name));
  // What has not changed is not said again.
  if (changed.includes(true)) put(all, "said");
  const bare = document.title.replace(/^\(\d+\) /, "");
  document.title = all.dataset.all === "0" ? bare : `(${all.dataset.all}) ${bare}`;
}

function put(all, name) {
  const fresh = all.querySelector(`[data-waiting="${name}"]`);
  const old = document.querySelector(`.bar [data-waiting="${name}"]`);
  if (!old || old.textContent.trim() === fresh.textContent.trim()) return false;
  old.replaceChildren(...fresh.childNodes);
  return true;
}

document.addEventListener("greenlane:news", later);

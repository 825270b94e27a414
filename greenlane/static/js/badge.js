import { asBefore, signed, standing } from "./standing.js";

/* The numbers of what waits, in the bar and in the title: asked for on their own, so that
   no page waits for them, and kept while the reader goes from page to page. With them
   comes the strip of what must not be overlooked: it is never shown from what was kept. */

const PATIENCE = 3000; // milliseconds: what was to be sent is asked for after that
const MINUTE = 60000;
const GOOD = 10000; // so long nobody asks again only because a page was opened
const siblings = "BroadcastChannel" in window ? new BroadcastChannel("greenlane:waiting") : null;
const language = document.documentElement.lang;
const whose = document.body.dataset.account ?? "";

let due = 0;

// Many readers do not come at the same instant; who is sent the numbers need not come.
function later({ detail: { near, comes } }) {
  if (!due) due = window.setTimeout(refresh, (comes ? PATIENCE : 250) + Math.random() * near);
}

async function refresh() {
  due = 0;
  const answer = await fetch("/waiting").catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  take(await answer.text());
}

// Somebody else may have logged in beside this page: his numbers are not for it.
function isOurs(part) {
  const page = new DOMParser().parseFromString(part, "text/html");
  return page.querySelector("[data-of]")?.dataset.of === whose;
}

function take(part) {
  if (!isOurs(part)) return;
  say(part);
  keep(part);
  siblings?.postMessage({ part, whose, language });
}

function say(part) {
  window.clearTimeout(due);
  due = 0;
  show(part);
  raise(part);
}

// What one page of this browser is told, the others need not ask for.
function overheard({ data }) {
  if (data.whose === whose && data.language === language) say(data.part);
}

function raise(part) {
  // A reader at a form keeps his form: only the strip above it changes.
  const fresh = new DOMParser().parseFromString(part, "text/html").querySelector("[data-raised]");
  const old = document.querySelector(".raised");
  if (!fresh || !old || old.textContent.trim() === fresh.textContent.trim()) return;
  const before = standing(old);
  old.replaceChildren(...fresh.childNodes);
  signed(old); // it was made for many
  asBefore(old, before);
}

// Whoever acknowledges an alarm stays where he is, and keeps what he was typing.
async function acknowledge(event) {
  const form = event.target;
  if (!form.matches(".raised [data-acknowledges]")) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  await fetch(form.action, { method: "POST", body }).catch(() => null);
  refresh();
}

function show(part) {
  const page = new DOMParser().parseFromString(part, "text/html");
  const all = page.querySelector("[data-all]");
  if (!all) return;
  const changed = ["tasks", "signatures", "delivering"].map((name) => put(all, name));
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

function keep(part) {
  try {
    const told = { part, whose, at: Date.now(), language };
    sessionStorage.setItem("waiting", JSON.stringify(told));
  } catch {
    // Where nothing may be kept, every page asks.
  }
}

function kept() {
  try {
    const told = JSON.parse(sessionStorage.getItem("waiting"));
    const same = told?.whose === whose && told.language === language;
    return same ? told : null;
  } catch {
    return null;
  }
}

const before = kept();
if (before) show(before.part);
if (!before || Date.now() - before.at > GOOD) refresh();
window.setInterval(refresh, MINUTE); // what is overdue is no news, and unseen pages hear none
siblings?.addEventListener("message", overheard);
document.addEventListener("submit", acknowledge);
document.addEventListener("greenlane:news", later);
// Without a part, which an event carries as null, the page asks by itself.
document.addEventListener("greenlane:waiting", ({ detail }) => (detail ? take(detail) : refresh()));

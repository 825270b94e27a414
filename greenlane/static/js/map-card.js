/* What was chosen on the map, in words, with the way to its page. */

import { STATES } from "./map-style.js";

const MINUTE = 60000;

/* How old what is known is, in words; `said` has them with {n}, {h} and {m}. */
export function ago(at, now, said) {
  const minutes = Math.max(Math.floor((now - at * 1000) / MINUTE), 0);
  if (minutes < 120) return said.minutes.replace("{n}", minutes);
  return said.hours.replace("{h}", Math.floor(minutes / 60)).replace("{m}", String(minutes % 60).padStart(2, "0"));
}

/* The same three steps as the server: half an hour, two hours. */
export function aged(at, now) {
  const minutes = (now - at * 1000) / MINUTE;
  return minutes <= 30 ? "fresh" : minutes <= 120 ? "older" : "old";
}

function line(tag, text, name = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  return made;
}

function way(thing, told) {
  const made = line("a", thing.kind === "site" && thing.order ? told.open.replace("{order}", thing.order) : told.more, "open");
  made.href = thing.url || `${told.sites}${thing.id}`;
  return made;
}

function one(thing, now, told) {
  const part = document.createElement("div");
  const head = line("p", "", "map-card-name");
  const mark = line("i", "", `map-mark ${thing.kind}-${thing.state}`);
  mark.setAttribute("aria-hidden", "true");
  head.append(mark, line("b", thing.name));
  const known = [thing.word, thing.at ? ago(thing.at, now, told) : ""].filter(Boolean).join(" · ");
  part.append(head, line("p", known, STATES.indexOf(thing.state) > 5 ? "late" : "quiet"));
  if (thing.says) part.append(line("p", thing.says, "note"));
  if (thing.url || thing.kind === "site") part.append(way(thing, told));
  return part;
}

/* Some things at one place, or none: then the card goes. */
export function show(card, things, now, told) {
  card.replaceChildren(...things.map((each) => one(each, now, told)));
  card.hidden = !things.length;
  if (!things.length) return;
  const shut = line("button", "×", "button plain map-shut");
  shut.type = "button";
  shut.setAttribute("aria-label", told.shut);
  shut.addEventListener("click", () => show(card, [], now, told));
  card.prepend(shut);
}

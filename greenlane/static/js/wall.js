// Nobody scrolls a wall: what has no room there is counted in its last line.
const WIDE = 1700; // from here on it hangs on a wall; narrower, somebody sits before it
const wall = document.querySelector(".wall");

function fit() {
  const lanes = [...wall.querySelectorAll(".wall-lane")];
  const rest = wall.querySelector(".wall-rest");
  if (!lanes.length || !rest) return;
  for (const each of lanes) each.hidden = false;
  rest.hidden = true;
  if (window.innerWidth < WIDE || bottom(lanes.at(-1)) <= window.innerHeight) return;
  rest.hidden = false;
  const room = window.innerHeight - rest.offsetHeight;
  const over = lanes.filter((each, place) => place && bottom(each) > room);
  for (const each of over) each.hidden = true;
  rest.querySelector("b").textContent = over.length;
}

function bottom(lane) {
  return lane.getBoundingClientRect().bottom + window.scrollY;
}

fit();
window.addEventListener("resize", fit);
document.addEventListener("htmx:afterSettle", fit);
document.fonts.ready.then(fit);

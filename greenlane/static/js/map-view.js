/* Where the map looks: at what needs a look, or where it looked before. */

const KEPT = "greenlane-map";

/* All that needs a look: orders first, else sites, else whatever there is. */
export function all(here, first = false) {
  here.wide = true;
  const kept = first && read();
  if (kept) return here.map.jumpTo(kept);
  const points = here.things.filter((each) => each.geometry.type === "Point");
  const with_ = (test) => points.filter((each) => test(each.properties));
  const some = [with_((x) => x.kind === "site" && x.order), with_((x) => x.kind === "site"), points].find((each) => each.length) ?? [];
  if (!some.length) return undefined;
  const [x, y] = [0, 1].map((n) => some.map((each) => each.geometry.coordinates[n]));
  const edge = (of) => [of.reduce((a, b) => Math.min(a, b)), of.reduce((a, b) => Math.max(a, b))];
  const [[west, east], [south, north]] = [edge(x), edge(y)];
  const side = Math.min(widest(some) + 28, here.box.clientWidth * 0.3); // names stand beside their marks
  return here.map.fitBounds([[west, south], [east, north]], { padding: { top: 48, bottom: 48, left: side, right: side }, maxZoom: 14, animate: false });
}

// Pixels of the longest name; a longer one than that is broken into lines.
function widest(some) {
  const c = document.createElement("canvas").getContext("2d");
  c.font = "600 12px Inter, sans-serif";
  return Math.min(96, Math.max(...some.map(({ properties }) => c.measureText(properties.name).width)));
}

function read() {
  try {
    return JSON.parse(window.sessionStorage.getItem(KEPT));
  } catch {
    return null;
  }
}

export function keep({ map }) {
  try {
    window.sessionStorage.setItem(KEPT, JSON.stringify({ center: map.getCenter().toArray(), zoom: map.getZoom() }));
  } catch {
    // a browser that keeps nothing shows everything next time
  }
}

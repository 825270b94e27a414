/* What the map lies on: nothing, tiles of a server, or one file of the house. */

const PLAIN = { sources: {}, layers: () => [] };

export async function ground(told, maplibre) {
  if (told.ground === "tiles") return pictures({ tiles: [told.tiles], maxzoom: Number(told.deepest) });
  if (told.ground === "file") return file(told, maplibre);
  return PLAIN;
}

// The ground stays quiet, in the dark too: what lies on it is what counts.
function pictures(source) {
  const layer = { id: "ground", type: "raster", source: "ground" };
  return { sources: { ground: { type: "raster", tileSize: 256, ...source } }, layers: () => [{ ...layer, paint: { ...quiet(), "raster-fade-duration": 0 } }] };
}

// As the page is, whatever the system is: somebody may have chosen.
function quiet() {
  const night = getComputedStyle(document.documentElement).colorScheme === "dark";
  return night ? { "raster-brightness-max": 0.45, "raster-saturation": -0.6 } : { "raster-saturation": -0.45, "raster-brightness-min": 0.12 };
}

async function file(told, maplibre) {
  await load(told.pmtiles);
  const at = new URL(told.file, window.location).href;
  const protocol = new window.pmtiles.Protocol();
  const opened = new window.pmtiles.PMTiles(at);
  protocol.add(opened);
  maplibre.addProtocol("pmtiles", protocol.tile);
  const head = await opened.getHeader();
  const source = { url: `pmtiles://${at}` };
  if (head.tileType !== window.pmtiles.TileType.Mvt) return pictures(source);
  const about = await opened.getMetadata();
  const has = (about?.vector_layers ?? []).map((each) => each.id);
  return { sources: { ground: { type: "vector", ...source } }, layers: (of) => drawn(of, has) };
}

function load(src) {
  if (window.pmtiles) return Promise.resolve();
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src, onload: done, onerror: failed });
    document.head.append(script);
  });
}

// Layers by the names of Protomaps, OpenMapTiles and Shortbread: water, woods, ways, borders, places.
const AREAS = { earth: "panel", landuse: "sunk", landcover: "sunk", land: "sunk", water: "line", ocean: "line", water_polygons: "line", buildings: "sunk", building: "sunk" };
const LINES = { waterway: ["line", 2], water_lines: ["line", 2], transit: ["line", 1], roads: ["line", 2], transportation: ["line", 2], streets: ["line", 2], boundaries: ["line-strong", 1, [6, 4]], boundary: ["line-strong", 1, [6, 4]] };
const NAMES = ["places", "place", "place_labels"];

function drawn(of, has) {
  const layer = (name, type, paint, rest = {}) => ({ id: `ground-${name}`, type, source: "ground", "source-layer": name, paint, ...rest });
  const shape = (wanted) => ({ filter: ["==", ["geometry-type"], wanted] });
  const areas = Object.entries(AREAS).map(([name, colour]) => layer(name, "fill", { "fill-color": of[colour] }, shape("Polygon")));
  const lines = Object.entries(LINES).map(([name, [colour, width, dash]]) => layer(name, "line", { "line-color": of[colour], "line-width": ["interpolate", ["linear"], ["zoom"], 8, width / 2, 15, width * 2], ...(dash && { "line-dasharray": dash }) }, shape("LineString")));
  const zh = document.documentElement.lang.startsWith("zh");
  const called = ["coalesce", ["get", zh ? "name:zh-Hans" : "name:en"], ["get", zh ? "name:zh" : "name_en"], ["get", "name"]];
  const names = NAMES.map((name) => layer(name, "symbol", { "text-color": of["ink-3"], "text-halo-color": of.ground, "text-halo-width": 1.5 }, { layout: { "text-field": called, "text-font": ["Inter"], "text-size": 11 } }));
  return [...areas, ...lines, ...names].filter((each) => has.includes(each["source-layer"]));
}

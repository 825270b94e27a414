/* Crews on the map: those at one place share a mark, their names and an age. */

import { aged, ago } from "./map-card.js";

const NEAR = 36; // pixels: as near as sites that share a mark

/* Is it at the place of that mark, as the map stands now? */
export function beside(map, one, mark) {
  return map.project(one).dist(map.project(mark)) < NEAR;
}

// One mark for all crews at a place: it is as old as the newest of them, and where he is.
export function crews(here, at) {
  const places = [];
  const all = here.things.filter(({ properties }) => properties.kind === "crew");
  for (const each of all.sort((a, b) => b.properties.at - a.properties.at)) {
    each.properties.state = aged(each.properties.at, at);
    const place = places.find(([first]) => beside(here.map, each.geometry.coordinates, first.geometry.coordinates));
    if (place) place.push(each);
    else places.push([each]);
  }
  return places.map((some) => {
    const [first, second, ...more] = some;
    const names = [first, second].filter(Boolean).map(({ properties }) => properties.name);
    const label = `${names.join("\n")}${more.length ? ` +${more.length}` : ""}\n${ago(first.properties.at, at, here.told)}`;
    return { ...first, properties: { ...first.properties, label, many: some.length } };
  });
}

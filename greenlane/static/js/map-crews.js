/* Crews on the map: those at one place share a mark, their names and an age. */

import { aged, ago } from "./map-card.js";

// One mark for all crews at a place: it is as old as the newest of them.
export function crews(here, at) {
  const places = new Map();
  for (const each of here.things.filter(({ properties }) => properties.kind === "crew")) {
    const place = each.geometry.coordinates.join();
    places.set(place, [...(places.get(place) ?? []), each]);
  }
  return [...places.values()].map((some) => {
    for (const { properties } of some) properties.state = aged(properties.at, at);
    const [first, second, ...more] = [...some].sort((a, b) => b.properties.at - a.properties.at);
    const names = [first, second].filter(Boolean).map(({ properties }) => properties.name);
    const label = `${names.join("\n")}${more.length ? ` +${more.length}` : ""}\n${ago(first.properties.at, at, here.told)}`;
    return { ...first, properties: { ...first.properties, label, many: some.length } };
  });
}

// Parts that stand on each other, and those that hang below the line.

import { isKnown } from "../say/numbers.js";

/**
 * Series of a timeline. Parts are {name, colour, values}, from the line outwards; the outermost is drawn first, so that
 * those within cover it.
 */
export function stack(above, below) {
  return [...pile(above, 1), ...pile(below, -1)];
}

/** How far down the parts below reach. */
export function depth(below) {
  const sums = pile(below, -1)[0]?.values.filter(isKnown) ?? [];
  return Math.min(0, ...sums) * 1.08;
}

function pile(parts, sign) {
  const piled = [];
  let height = [];
  for (const part of parts) {
    height = part.values.map((value, index) =>
      isKnown(value) ? (height[index] ?? 0) + sign * value : (height[index] ?? null),
    );
    piled.unshift({ name: part.name, colour: part.colour, style: "bars", values: height });
  }
  return piled;
}

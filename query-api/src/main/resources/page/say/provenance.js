// Where a figure comes from: what everybody may know who rests the pointer on it.

import { instant, longDay } from "./days.js";
import { isKnown } from "./numbers.js";

/** The lines about a row: its day, its figures, and how they were come by. */
export function provenance(row, ...figures) {
  return [longDay(row.dt), ...figures, standing(row)].filter((line) => line !== "");
}

export function standing(row) {
  return [row.status, row.method, row.as_of ? `as of ${instant(row.as_of)}` : ""].filter(Boolean).join(" · ");
}

/** The interval, where the figure is not its own. */
export function interval(row, format) {
  const isEstimate = isKnown(row.low) && isKnown(row.high) && row.low !== row.high;
  return isEstimate ? `${format(row.low)} to ${format(row.high)} (95 %)` : "";
}

// The latest day that an answer tells of.

import { shortDay } from "./days.js";
import { standing } from "./provenance.js";

/** The rows of the latest day that is over; of today, which has only begun, where there is no other. */
export function ofLatestDay(rows) {
  const isOver = (row) => row.status !== "live";
  const latest = (rows.findLast(isOver) ?? rows.at(-1))?.dt;
  return rows.filter((row) => row.dt === latest);
}

/** The day of these rows and how their figures were come by, in a line. */
export function saidOf(rows) {
  const row = rows.at(-1);
  return row === undefined ? "" : `${shortDay(row.dt)} · ${standing(row)}`;
}

// The last day that an answer tells of.

import { shortDay } from "./days.js";
import { standing } from "./provenance.js";

/** The rows of that day. */
export function ofLastDay(rows) {
  const last = rows.at(-1)?.dt;
  return rows.filter((row) => row.dt === last);
}

/** The day and how its figures were come by, in a line. */
export function saidOf(rows) {
  const row = rows.at(-1);
  return row === undefined ? "" : `${shortDay(row.dt)} · ${standing(row)}`;
}

// How a figure went.

import { plus } from "./days.js";

const WEEK = 7;

/** Its value on a day, the change since the same weekday before, and its values on some days; null where there is none. */
export function course(rows, dt, days) {
  const byDay = new Map(rows.map((row) => [row.dt, row.value]));
  const value = byDay.get(dt) ?? null;
  const before = dt ? byDay.get(plus(dt, -WEEK)) : undefined;
  return {
    value,
    change: before ? value / before - 1 : null,
    values: days.map((day) => byDay.get(day) ?? null),
  };
}

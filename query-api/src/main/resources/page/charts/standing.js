// One line of a metric as three: what is final is solid, what may still change is dashed, what is live an open point.

import { isKnown } from "../say/numbers.js";

const isLive = (row) => row?.status === "live";
const isOpen = (row) => row?.status === "provisional";
const isSettled = (row) => row !== undefined && row.status !== "provisional" && !isLive(row);

/** The rows of the days, by day; undefined where there is none. */
export function rowsOf(days, rows) {
  const known = new Map(rows.map((row) => [row.dt, row]));
  return days.map((day) => known.get(day));
}

/**
 * `rows` are by index of the day. The dashes begin at the last settled day, so that the line does not break. What is live
 * stands alone: joined to whole days, a day that goes on looks like a fall.
 */
export function standing({ name, label, colour, rows, value = (row) => row.value }) {
  const values = rows.map((row) => (row === undefined ? null : value(row)));
  const settled = values.map((figure, index) => (isSettled(rows[index]) ? figure : null));
  const open = values.map((figure, index) =>
    isLive(rows[index]) || (isSettled(rows[index]) && !isOpen(rows[index + 1])) ? null : figure,
  );
  const live = values.map((figure, index) => (isLive(rows[index]) ? figure : null));
  const estimates = rows.some((row) => row !== undefined && isKnown(row.low) && row.low !== row.high);
  const lines = [
    { name, colour, style: "solid", values: settled },
    { name, colour, style: "dashed", values: open, label: undefined },
    { name, colour, style: "points", values: live },
  ];
  const labelled =
    lines.find(({ values: figures }) => figures.findLastIndex(isKnown) === values.findLastIndex(isKnown)) ?? lines[0];
  labelled.label = label;
  if (estimates) {
    lines[1].low = rows.map((row) => row?.low ?? null);
    lines[1].high = rows.map((row) => row?.high ?? null);
  }
  return lines;
}

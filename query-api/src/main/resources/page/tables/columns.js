// The kinds of columns that tables are made of.

import { meter } from "../charts/meter.js";
import { spark } from "../charts/spark.js";
import { change, isKnown } from "../say/numbers.js";
import { element } from "../dom/element.js";

export function label(key, name, cell) {
  return { key, name, cell };
}

export function number(key, name, format, title) {
  return { key, name, title, kind: "number", cell: (row) => format(row[key]) };
}

/** A share of the largest, drawn; the figure is in a column of its own. */
export function bar(key, rows, colour) {
  const largest = Math.max(0, ...rows.map((row) => row[key] ?? 0)) || 1;
  return {
    key: `${key}-bar`,
    name: "",
    title: "Drawn",
    kind: "bar wide",
    sorts: null,
    cell: (row) => meter((row[key] ?? 0) / largest, colour),
  };
}

/** A change, green where it grew. */
export function growth(key, name, title) {
  return { key, name, title, kind: "number", cell: (row) => trend(row[key]) };
}

/** How the figure of a row went since the same weekday before, and day by day. */
export function week(changeTitle, lineTitle) {
  return [
    growth("change", "Week", changeTitle),
    { key: "line", name: "", title: lineTitle, kind: "line", sorts: null, cell: (row) => spark(row.values) },
  ];
}

function trend(ratio) {
  const direction = !isKnown(ratio) || ratio === 0 ? "same" : ratio < 0 ? "down" : "up";
  return element("span", { class: direction }, change(ratio));
}

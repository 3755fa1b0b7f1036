// Where the differences came from, by measure, and how many intervals held.

import { card } from "../../cards/card.js";
import { meter } from "../../charts/meter.js";
import { difference, finePercent, isKnown, percent, whole } from "../../say/numbers.js";
import { label, number } from "../../tables/columns.js";
import { table } from "../../tables/table.js";
import { notHeld } from "./against.js";

const CAUSES = ["duplicates", "late", "sketch", "unexplained"];

export function causes(state, range, question) {
  const region = state.region || "*";
  return card({
    title: "Where the differences came from",
    note: "exact less live, over the days that were counted live as well: sent twice, late, estimated, not explained",
    questions: [question],
    height: "small",
    draw: ({ rows }) => {
      const byMeasure = Map.groupBy(
        rows.filter((row) => row.region === region),
        (row) => row.measure,
      );
      return byMeasure.size === 0
        ? notHeld(range)
        : causesTable([...byMeasure].map(([measure, found]) => summary(measure, found)));
    },
  });
}

/** What the rows that have a live figure say together. */
export function summary(id, rows) {
  const compared = rows.filter((row) => row.live !== null);
  const judged = compared.filter((row) => row.within_bound !== null);
  const sum = (name) => (compared.length === 0 ? null : compared.reduce((total, row) => total + (row[name] ?? 0), 0));
  const exact = sum("exact");
  return {
    id,
    days: rows.length,
    compared: compared.length,
    held: judged.length === 0 ? null : judged.filter((row) => row.within_bound).length / judged.length,
    share: exact ? sum("difference") / exact : null,
    difference: sum("difference"),
    ...Object.fromEntries(CAUSES.map((cause) => [cause, sum(cause)])),
  };
}

/** The columns that every summary has. */
export const SUMMARY = [
  number("compared", "Days", whole, "Days that were counted live as well"),
  number("held", "Held", percent, "Share of the live intervals that held the exact figure"),
  {
    key: "held-bar",
    name: "",
    title: "Drawn",
    kind: "bar wide",
    sorts: null,
    cell: (row) => (isKnown(row.held) ? meter(row.held) : ""),
  },
  number("difference", "Difference", difference),
  { ...number("share", "Of exact", finePercent), kind: "number wide" },
];

function causesTable(rows) {
  return table({
    caption: "Differences by measure",
    memory: { key: "id", descending: false },
    columns: [
      label("id", "Measure"),
      ...SUMMARY,
      ...CAUSES.map((cause) => number(cause, cause[0].toUpperCase() + cause.slice(1), difference)),
    ],
    rows,
  });
}

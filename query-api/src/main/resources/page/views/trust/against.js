// The live figure of each day beside the exact one.

import { card, nothing } from "../../cards/card.js";
import { rowsOf } from "../../charts/standing.js";
import { timeline } from "../../charts/timeline.js";
import { between, instant, longDay, shortDay } from "../../say/days.js";
import { difference, whole } from "../../say/numbers.js";
import { label, number } from "../../tables/columns.js";

export function against(state, range, question) {
  const region = state.region || "*";
  return card({
    title: "Live against exact",
    note: "active profiles a day; live is what was shown before the day was counted",
    questions: [question],
    draw: ({ rows: answered }) => {
      const ofRegion = answered.filter((row) => row.measure === "dau" && row.region === region);
      return ofRegion.length === 0 ? notHeld(range) : draw(range, ofRegion);
    },
  });
}

export function notHeld(range) {
  return nothing(
    `No day of ${range.from} to ${range.to} was counted exactly yet.`,
    "The nightly run at 02:30 UTC holds live against exact; ./rollcall reconcile does so now.",
  );
}

function draw(range, answered) {
  const days = between(range.from, range.to);
  const rows = rowsOf(days, answered);
  const isHeld = answered.some((row) => row.live !== null);
  return timeline({
    days,
    series: [
      {
        name: "exact",
        label: "exact",
        colour: "--accent",
        style: "solid",
        values: rows.map((row) => row?.exact ?? null),
      },
      {
        name: "live",
        label: isHeld ? "live" : "",
        colour: "--series-2",
        style: "dotted",
        values: rows.map((row) => row?.live ?? null),
      },
    ],
    format: whole,
    caption: "Live and exact active profiles by day",
    say: (index) => said(days[index], rows[index]),
    columns: [
      label("dt", "Day"),
      number("live", "Live", whole),
      number("exact", "Exact", whole),
      number("difference", "Difference", difference),
      number("duplicates", "Duplicates", difference),
      number("late", "Late", difference),
      number("sketch", "Sketch", difference),
      number("unexplained", "Unexplained", difference),
      label("within_bound", "Interval held", (row) => held(row)),
      label("reconciled_at", "Counted", (row) => instant(row.reconciled_at)),
    ],
    rows: answered,
  });
}

function held(row) {
  return row.within_bound === null ? "not known" : row.within_bound ? "yes" : "no";
}

function said(day, row) {
  if (row === undefined) {
    return [shortDay(day), "not published"];
  }
  return row.live === null
    ? [
        longDay(day),
        `${whole(row.exact)} exact`,
        "no live figure: the day was only backfilled",
        `counted ${instant(row.reconciled_at)}`,
      ]
    : [
        longDay(day),
        `${whole(row.exact)} exact, ${whole(row.live)} live: ${difference(row.difference)}`,
        `interval held: ${held(row)}`,
        `counted ${instant(row.reconciled_at)}`,
      ];
}

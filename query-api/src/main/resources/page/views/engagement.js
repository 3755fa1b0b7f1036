// How often, for how long, and with what.

import { days, slice } from "../address.js";
import { metric } from "../api/question.js";
import { card, notPublished } from "../cards/card.js";
import { curve } from "../charts/timeline.js";
import { element } from "../dom/element.js";
import { ofLatestDay, saidOf } from "../say/latest.js";
import { decimal, duration, percent, whole } from "../say/numbers.js";
import { provenance } from "../say/provenance.js";
import { bar, label, number } from "../tables/columns.js";
import { dayTable } from "./day-table.js";
import { lines } from "./lines.js";

export function parts(state) {
  const range = days(state);
  const ask = (name, more = {}) => metric(name, { from: range.from, to: range.to, ...slice(state), ...more });
  return [
    ...sessions(range, ask("sessions")),
    ...activeDays(range, ask),
    ...segments(range, ask),
    adoption(range, ask("adoption")),
  ];
}

function sessions(range, question) {
  return [
    lines({
      title: "Sessions",
      note: "ended by a pause of 30 minutes",
      range,
      question,
      format: whole,
      measures: [
        { key: "sessions", name: "sessions", colour: "--series-1" },
        { key: "profiles", name: "profiles", colour: "--series-2" },
      ],
    }),
    lines({
      title: "How long sessions last",
      note: "of those longer than a single event",
      range,
      question,
      format: duration,
      measures: [
        { key: "duration_p50_sec", name: "half", colour: "--series-1" },
        { key: "duration_p95_sec", name: "19 of 20", colour: "--series-2" },
      ],
    }),
  ];
}

function activeDays(range, ask) {
  return ["7", "30"].map((window) =>
    card({
      title: `Active days in ${window}`,
      note: `profiles by the number of days they came, of the ${window} that end with the latest day`,
      questions: [ask("lness", { window })],
      size: "half",
      draw: ({ rows: answered }) => {
        const rows = ofLatestDay(answered);
        return rows.length === 0
          ? notPublished(range)
          : [element("p", { class: "soft" }, saidOf(rows)), ...histogram(Number(window), rows)];
      },
    }),
  );
}

function histogram(window, rows) {
  const known = new Map(rows.map((row) => [Number(row.active_days), row]));
  const xs = Array.from({ length: window }, (_, index) => index + 1);
  const noun = (count) => `active on ${count} ${count === 1 ? "day" : "days"}`;
  return curve({
    xs,
    series: [
      {
        name: "profiles",
        colour: "--series-1",
        style: "bars",
        values: xs.map((count) => known.get(count)?.profiles ?? 0),
      },
    ],
    format: whole,
    caption: `Profiles by active days in ${window}`,
    say: (index) => {
      const row = known.get(xs[index]);
      return row
        ? [noun(xs[index]), ...provenance(row, `${whole(row.profiles)} profiles`)]
        : [noun(xs[index]), "nobody"];
    },
    columns: [label("active_days", "Active days"), number("profiles", "Profiles", whole)],
    rows: rows.map((row) => ({ ...row, id: row.active_days })),
  });
}

function segments(range, ask) {
  return [
    lines({
      title: "Profiles that play a lot",
      note: "share with five plays or more on the day",
      range,
      question: ask("segments", { dimension: "segment" }),
      pick: (row) => row.item === "high",
      format: percent,
      measures: [{ key: "share", name: "", colour: "--series-1" }],
    }),
    dayTable({
      title: "How much they do",
      note: "per profile of the day",
      range,
      question: ask("segments", { dimension: "distribution" }),
      size: "half",
      height: "small",
      columns: () => [
        label("item", "What", (row) => row.item.replace(/_sec$/, "").replaceAll("_", " ")),
        ...[
          ["mean", "Mean"],
          ["p50", "Half"],
          ["p90", "9 of 10"],
          ["p99", "99 of 100"],
        ].map(([key, name]) => ({
          ...number(key, name, decimal),
          cell: (row) => (row.item === "watch_time_sec" ? duration : decimal)(row[key]),
        })),
      ],
    }),
  ];
}

function adoption(range, question) {
  return dayTable({
    title: "What they use",
    note: "share of the active profiles that did it, on the day and in the days before; first is first in 30 days",
    range,
    question,
    memory: { key: "profiles", descending: true },
    pick: (row) => row.feature === "event_name",
    columns: (rows) => [
      label("item", "Event"),
      bar("share", rows),
      number("profiles", "Profiles", whole),
      number("share", "Day", percent),
      number("share_7", "7 days", percent),
      number("share_30", "30 days", percent),
      number("first_use", "First", whole),
    ],
  });
}

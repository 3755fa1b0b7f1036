// Who comes back: cohort by cohort, and over all of them.

import { days, place, slice } from "../address.js";
import { metric } from "../api/question.js";
import { card, notPublished } from "../cards/card.js";
import { choice } from "../cards/choice.js";
import { curve } from "../charts/timeline.js";
import { triangle } from "../charts/triangle.js";
import { monthOf, weekOf } from "../say/days.js";
import { isKnown, percent, whole } from "../say/numbers.js";
import { ofAll } from "../say/platforms.js";
import { wilson } from "../say/wilson.js";
import { bar, label, number } from "../tables/columns.js";
import { table } from "../tables/table.js";

const KINDS = [
  ["on", "on the day"],
  ["on_or_after", "on or after"],
  ["bracket", "in a bracket"],
];
const GRAINS = [
  ["day", "day"],
  ["week", "week"],
  ["month", "month"],
];
/** What fits on a screen. */
const GRAIN_OF = { 7: "day", 30: "day", 90: "week", 365: "month" };
const MEANING = {
  on: "active on exactly that day after the first",
  on_or_after: "active on that day or any later one, up to 90 days after the first",
  bracket: "active on any day of the bracket",
};

export function parts(state) {
  const range = days(state);
  const asked = { from: range.from, to: range.to, kind: state.kind };
  return [
    over(state, range, metric("retention", { ...asked, ...place(state), weighted: "true" })),
    cohorts(state, range, metric("retention", { ...asked, ...slice(state) })),
  ];
}

/** The weighted rate of all cohorts that are old enough, with the interval of a share of so many. */
function over(state, range, question) {
  return card({
    title: "Over all cohorts",
    note: `${MEANING[state.kind]}; the band is the 95 % interval of a share of so many profiles${ofAll(state)}`,
    questions: [question],
    controls: [choice("Counted as back", "kind", KINDS, state.kind)],
    height: state.kind === "bracket" ? "small" : "medium",
    draw: ({ rows }) => {
      const known = rows
        .filter((row) => isKnown(row.rate))
        .map((row) => ({ ...row, ...wilson(row.retained, row.cohort) }));
      return known.length === 0 ? notPublished(range) : state.kind === "bracket" ? brackets(known) : line(known);
    },
  });
}

function line(rows) {
  const ordered = [...rows].sort((a, b) => Number(a.day) - Number(b.day));
  return curve({
    xs: ordered.map((row) => Number(row.day)),
    series: [
      {
        name: "rate",
        label: "",
        colour: "--accent",
        style: "solid",
        values: ordered.map((row) => row.rate),
        low: ordered.map((row) => row.low),
        high: ordered.map((row) => row.high),
      },
    ],
    format: percent,
    caption: "Share that came back, by days since the first",
    say: (index) => saidOf(ordered[index]),
    ...columnsOf(ordered),
  });
}

function brackets(rows) {
  const { columns } = columnsOf(rows);
  const ordered = [...rows].sort((a, b) => parseInt(a.day, 10) - parseInt(b.day, 10));
  return table({
    caption: "Share that came back in a bracket",
    columns: [columns[0], bar("rate", rows), ...columns.slice(1)],
    rows: ordered.map((row) => ({ ...row, id: row.day })),
  });
}

function columnsOf(rows) {
  return {
    columns: [
      label("day", "Day"),
      number("rate", "Back", percent),
      number("low", "From", percent),
      number("high", "To", percent),
      number("retained", "Came back", whole),
      number("cohort", "Of", whole),
      number("cohorts", "Cohorts", whole),
    ],
    rows,
  };
}

function saidOf(row) {
  return [
    `Day ${row.day}`,
    `${percent(row.rate)}, between ${percent(row.low)} and ${percent(row.high)} (95 %)`,
    `${whole(row.retained)} of ${whole(row.cohort)} profiles, ${whole(row.cohorts)} cohorts`,
    row.status,
  ];
}

function cohorts(state, range, question) {
  const grain = state.cohorts || GRAIN_OF[state.range];
  return card({
    title: "By cohort",
    note: "by the day of the first activity; hatched is not known yet, grey is a cohort of fewer than 20",
    questions: [question],
    controls: [choice("Cohorts of a", "cohorts", GRAINS, grain)],
    draw: ({ rows }) => {
      const wanted = together(
        rows.filter((row) => row.kind === state.kind),
        grain,
      );
      const cells = [...new Set(wanted.filter((row) => isKnown(row.rate)).map((row) => row.day))].sort(
        (a, b) => parseInt(a, 10) - parseInt(b, 10),
      );
      return rows.length === 0
        ? notPublished(range)
        : triangle({
            caption: "Retention by cohort",
            rows: wanted,
            cells,
            title: (row) => [
              `Cohort of ${row.dt}, day ${row.day}`,
              isKnown(row.rate)
                ? `${whole(row.retained)} of ${whole(row.cohort)}: ${percent(row.rate)}`
                : "not known yet",
              `${row.status}, ${row.method}`,
            ],
          });
    },
  });
}

/** Cohorts have nobody in common, so that those of a week or a month add up; known where each of them is. */
function together(rows, grain) {
  if (grain === "day") {
    return rows;
  }
  const beginning = grain === "week" ? weekOf : monthOf;
  const groups = Map.groupBy(rows, (row) => `${beginning(row.dt)} ${row.day}`);
  return [...groups.values()].map((group) => {
    const sum = (name) => group.reduce((total, row) => total + row[name], 0);
    const isComplete = group.every((row) => row.complete === 1);
    return {
      ...group[0],
      dt: beginning(group[0].dt),
      cohort: sum("cohort"),
      retained: isComplete ? sum("retained") : null,
      rate: isComplete ? sum("retained") / sum("cohort") : null,
    };
  });
}

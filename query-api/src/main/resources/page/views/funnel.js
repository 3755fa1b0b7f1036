// How far profiles get, step by step.

import { days, go, place, recent, slice } from "../address.js";
import { metric } from "../api/question.js";
import { card, notPublished } from "../cards/card.js";
import { choice } from "../cards/choice.js";
import { meter } from "../charts/meter.js";
import { rowsOf, standing } from "../charts/standing.js";
import { timeline } from "../charts/timeline.js";
import { element } from "../dom/element.js";
import { between, longDay, plus, shortDay } from "../say/days.js";
import { ofLatestDay, saidOf } from "../say/latest.js";
import { duration, percent, whole } from "../say/numbers.js";
import { platformName } from "../say/platforms.js";
import { provenance } from "../say/provenance.js";
import { label, number } from "../tables/columns.js";
import { table } from "../tables/table.js";

const STANDARD = "app_start,browse,play";
const MOST_STEPS = 8;
const WINDOWS = [
  ["1", "1 hour"],
  ["24", "24 h"],
  ["48", "48 h"],
  ["168", "7 days"],
];
/** Questions with steps of their own look at no more days. */
const MOST_DAYS = 31;
/** Names of events are those of the latest day, which is one of these. */
const LOOKS_BACK = 6;

export function parts(state) {
  const steps = (state.steps || STANDARD).split(",");
  const isStandard = steps.join(",") === STANDARD && state.window === "24";
  const range = isStandard ? days(state) : recent(days(state), MOST_DAYS);
  const own = isStandard ? {} : { steps: steps.join(","), window_hours: state.window };
  const question = metric("funnel", { from: range.from, to: range.to, ...slice(state), ...own });
  return [
    editor(steps, range, state),
    lastDay(state, steps, range, question),
    platforms(state, steps, range, own),
    conversion(steps, range, question),
  ];
}

/** The steps, chosen from what profiles did. */
function editor(steps, range, state) {
  return card({
    title: "Steps",
    note: "in this order, with anything between, all within the window",
    questions: [metric("adoption", { from: plus(range.to, -LOOKS_BACK), to: range.to, ...slice(state) })],
    controls: [choice("Window", "window", WINDOWS, state.window)],
    height: "low",
    draw: ({ rows }) => {
      const names = [
        ...new Set([...steps, ...rows.filter((row) => row.feature === "event_name").map((row) => row.item)]),
      ].sort();
      const change = (changed) => go({ steps: changed.join(",") === STANDARD ? "" : changed.join(",") });
      return element(
        "div",
        { class: "fields" },
        steps.map((step, index) => stepOf(names, steps, step, index, change)),
        steps.length < MOST_STEPS
          ? element("button", { type: "button", click: () => change([...steps, names[0]]) }, "Add a step")
          : null,
      );
    },
  });
}

function stepOf(names, steps, step, index, change) {
  const select = element(
    "select",
    { "aria-label": `Step ${index + 1}`, change: () => change(steps.with(index, select.value)) },
    names.map((name) => element("option", { value: name, selected: name === step }, name)),
  );
  const remove =
    steps.length > 2
      ? element(
          "button",
          {
            type: "button",
            class: "quiet",
            "aria-label": `Leave out step ${index + 1}, ${step}`,
            click: () => change(steps.toSpliced(index, 1)),
          },
          "×",
        )
      : null;
  return element("span", { class: "step" }, `${index + 1}. `, select, remove);
}

function lastDay(state, steps, range, question) {
  return card({
    title: "The latest day",
    note: `within ${WINDOWS.find(([value]) => value === state.window)?.[1] ?? state.window} of the first step`,
    questions: [question],
    height: "small",
    draw: ({ rows: answered }) => {
      const rows = ofLatestDay(answered);
      return rows.length === 0
        ? notPublished(range)
        : [element("p", { class: "soft" }, saidOf(rows)), ...bars(steps, rows)];
    },
  });
}

function bars(steps, rows) {
  return table({
    caption: `Funnel of ${longDay(rows[0].dt)}`,
    className: "funnel",
    columns: [
      { key: "step", name: "Step", sorts: null, cell: (row) => `${row.step}. ${steps[Number(row.step) - 1]}` },
      { key: "bar", name: "", title: "Drawn", kind: "bar", sorts: null, cell: (row) => meter(row.rate_from_first) },
      { ...number("profiles", "Profiles", whole), sorts: null },
      { ...number("rate_from_first", "Of the first", percent), sorts: null },
      { ...number("rate_from_previous", "Of the step before", percent), kind: "number wide", sorts: null },
      {
        ...number("time_to_convert_p50_sec", "Half within", duration, "Half of those who got here took no longer"),
        kind: "number wide",
        sorts: null,
      },
      { ...number("time_to_convert_p90_sec", "9 of 10 within", duration), kind: "number wide", sorts: null },
    ],
    rows: rows.map((row) => ({ ...row, id: row.step })),
  });
}

/** Side by side, whichever platform is chosen above: the events of one tell nothing of another. */
function platforms(state, steps, range, own) {
  const asked = { from: plus(range.to, -1), to: range.to };
  const group_by = state.region === "" ? "platform" : "region,platform";
  return card({
    title: "By platform",
    note: `of those at ${steps[0]} on it, how many got to each step on it too`,
    questions: [metric("funnel", { ...asked, ...place(state), group_by, ...own })],
    height: "small",
    draw: ({ rows: answered }) => {
      const latest = ofLatestDay(answered);
      return latest.length === 0
        ? notPublished(asked)
        : [element("p", { class: "soft" }, saidOf(latest)), ...sideBySide(steps, latest)];
    },
  });
}

function sideBySide(steps, latest) {
  const rows = [...Map.groupBy(latest, (row) => row.platform)].map(([platform, reached]) => {
    const of = (step) => reached.find((row) => row.step === String(step));
    return {
      id: platform,
      platform,
      first: of(1)?.profiles ?? 0,
      time: of(steps.length)?.time_to_convert_p50_sec ?? null,
      ...Object.fromEntries(steps.map((_, index) => [`step-${index + 1}`, of(index + 1)?.rate_from_first ?? null])),
    };
  });
  return table({
    caption: `Funnel by platform on ${longDay(latest[0].dt)}`,
    memory: { key: "first", descending: true },
    columns: [
      label("platform", "Platform", (row) => platformName(row.platform)),
      number("first", steps[0], whole),
      ...steps.slice(1).map((step, index) => number(`step-${index + 2}`, step, percent)),
      {
        key: "bar",
        name: "",
        title: "The last step, drawn",
        kind: "bar wide",
        sorts: null,
        cell: (row) => meter(row[`step-${steps.length}`]),
      },
      { ...number("time", "Half within", duration), kind: "number wide" },
    ],
    rows,
  });
}

function conversion(steps, range, question) {
  const last = String(steps.length);
  return card({
    title: "From the first step to the last",
    note: `profiles at ${steps.at(-1)} of those at ${steps[0]}, by the day of the first step`,
    questions: [question],
    draw: ({ rows: answered }) => {
      const wanted = answered.filter((row) => row.step === last);
      const all = between(range.from, range.to);
      const rows = rowsOf(all, wanted);
      return wanted.length === 0
        ? notPublished(range)
        : timeline({
            days: all,
            series: standing({
              name: "rate",
              label: "",
              colour: "--accent",
              rows,
              value: (row) => row.rate_from_first,
            }),
            format: percent,
            caption: "Conversion by day",
            say: (index) =>
              rows[index]
                ? provenance(
                    rows[index],
                    percent(rows[index].rate_from_first),
                    `${whole(rows[index].profiles)} profiles`,
                  )
                : [shortDay(all[index]), "not published"],
            columns: [
              label("dt", "Day"),
              number("rate_from_first", "Conversion", percent),
              number("profiles", "Profiles", whole),
              number("time_to_convert_p50_sec", "Half within", duration),
              label("status", "Status"),
            ],
            rows: wanted,
          });
    },
  });
}

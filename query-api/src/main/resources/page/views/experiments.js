// The variants of an experiment compared: how they differ, how sure that is, and whether it may be believed at all.

import { days, go, recent, write } from "../address.js";
import { Question } from "../api/question.js";
import { card, nothing } from "../cards/card.js";
import { fact, facts } from "../cards/facts.js";
import { span } from "../charts/span.js";
import { element } from "../dom/element.js";
import { shortDay } from "../say/days.js";
import { standing } from "../say/provenance.js";
import { change, decimal, duration, isKnown, percent, thousandths, whole } from "../say/numbers.js";
import { label, number } from "../tables/columns.js";
import { table } from "../tables/table.js";

const METRICS = [
  "plays",
  "watch_time_sec",
  "active_days",
  "searches",
  "browses",
  "played",
  "searched",
  "retained_1",
  "retained_7",
  "retained_14",
  "retained_28",
];
const STANDARD = "plays,watch_time_sec,retained_1,retained_7";
const MOST_DAYS = 92;
const LEAST_P = 0.001;
const WRONG_RATIO = "something decides who is counted: nothing is judged";
const VERDICTS = { higher: "higher", lower: "lower", no_difference_shown: "no difference shown" };

export function parts(state) {
  const range = recent(days(state), MOST_DAYS);
  const metrics = (state.metrics || STANDARD).split(",");
  return state.experiment === ""
    ? [chooser(state, metrics), seen(state, range)]
    : [chooser(state, metrics), ...comparison(state, range, metrics)];
}

function chooser(state, metrics) {
  const key = element("input", {
    id: "experiment",
    value: state.experiment,
    placeholder: "key of the experiment",
    autocomplete: "off",
    spellcheck: "false",
    required: true,
  });
  const boxes = METRICS.map((name) =>
    element(
      "label",
      { class: "box" },
      element("input", { type: "checkbox", value: name, checked: metrics.includes(name) }),
      nameOf(name),
    ),
  );
  const form = element(
    "form",
    {
      class: "fields",
      submit: (submitted) => {
        submitted.preventDefault();
        const chosen = [...form.querySelectorAll(":checked")].map((box) => box.value).join(",");
        go({ experiment: key.value.trim(), metrics: chosen === STANDARD ? "" : chosen });
      },
    },
    element("label", {}, "Experiment", key),
    element("fieldset", {}, element("legend", {}, "Measured by"), boxes),
    element("button", { type: "submit" }, "Compare"),
  );
  return { element: element("section", { class: "card", "aria-label": "Which experiment" }, form) };
}

/** Those that somebody saw, to choose from. */
function seen(state, range) {
  return card({
    title: "Experiments seen",
    note: "by an event experiment_exposure in the range; choose a range from the day that one began on",
    questions: [new Question("/v1/experiments", { from: range.from, to: range.to })],
    draw: ({ rows }) =>
      rows.length === 0
        ? nothing(
            "Nobody saw an experiment.",
            "It begins with events experiment_exposure that say properties.experiment and properties.variant.",
          )
        : table({
            caption: "Experiments seen",
            columns: [
              label("experiment", "Experiment", ({ experiment }) =>
                element("a", { href: write({ ...state, experiment }) }, experiment),
              ),
              label("first_dt", "First seen", (row) => shortDay(row.first_dt)),
              label("last_dt", "Last seen", (row) => shortDay(row.last_dt)),
              number("variants", "Variants", whole),
              number("profiles", "Profiles", whole),
            ],
            rows: rows.map((row) => ({ ...row, id: row.experiment })),
            search: (row) => row.experiment,
            memory: { key: "last_dt", descending: true },
          }),
  });
}

function comparison(state, range, metrics) {
  const question = new Question(`/v1/experiments/${encodeURIComponent(state.experiment)}`, {
    metric: metrics.join(","),
    from: range.from,
    to: range.to,
  });
  return [
    card({ title: "May it be believed", questions: [question], height: "small", draw: belief }),
    card({
      title: "How the variants differ",
      note: "from the control, as a share of its mean, with the 95 % interval; the verdict goes by Holm's p",
      questions: [question],
      draw: ({ rows }) => differences(rows, "difference", "low", "high"),
    }),
    card({
      title: "With CUPED",
      note: "the same less what the days before the first exposure explain",
      questions: [question],
      height: "small",
      draw: ({ rows }) =>
        rows.some((row) => isKnown(row.cuped_difference))
          ? differences(
              rows.filter((row) => isKnown(row.cuped_difference) || isControl(row)),
              "cuped_difference",
              "cuped_low",
              "cuped_high",
            )
          : nothing(
              "There is nothing to correct by.",
              "CUPED needs profiles that were active in the 28 days before their first exposure.",
            ),
    }),
  ];
}

function belief(answer) {
  const sizes = Map.groupBy(answer.rows, (row) => row.variant);
  return facts(
    fact(
      "Sample ratio",
      answer.srm.mismatch ? "mismatch" : "as meant",
      `p ${isTiny(answer.srm.p_value) ? "" : "= "}${small(answer.srm.p_value)}; ${answer.srm.mismatch ? WRONG_RATIO : "nothing speaks against it"}`,
    ),
    fact("Excluded", whole(answer.excluded_profiles), "profiles that saw several variants"),
    ...[...sizes].map(([variant, rows]) =>
      fact(variant, whole(rows[0].size), variant === answer.control ? "profiles, the control" : "profiles"),
    ),
    fact("Days", `${shortDay(answer.from)} – ${shortDay(answer.to)}`, standing(answer.rows[0])),
  );
}

const nameOf = (metric) =>
  metric.replace(/_sec$/, "").replace(/^retained_(\d+)$/, "back on day $1").replaceAll("_", " ");
const isControl = (row) => row.difference === null && row.verdict === null;

function differences(rows, column, low, high) {
  const means = new Map(rows.filter(isControl).map((row) => [row.metric, row.mean]));
  const compared = rows
    .filter((row) => !isControl(row))
    .map((row) => {
      const mean = means.get(row.metric) || null;
      const share = (figure) => (mean === null || !isKnown(figure) ? null : figure / mean);
      return {
        ...row,
        id: `${row.metric} ${row.variant}`,
        control: mean,
        share: share(row[column]),
        least: share(row[low]),
        most: share(row[high]),
      };
    });
  const reach = Math.max(0.01, ...compared.flatMap((row) => [Math.abs(row.least ?? 0), Math.abs(row.most ?? 0)]));
  const isCuped = column !== "difference";
  return table({
    caption: isCuped ? "Differences with CUPED" : "Differences",
    columns: [
      label("metric", "Metric", (row) => [nameOf(row.metric), element("div", { class: "soft" }, row.variant)]),
      ...(isCuped
        ? []
        : [
            { ...number("control", "Control"), kind: "number wide", cell: (row) => mean(row, row.control) },
            { ...number("mean", "Variant"), kind: "number wide", cell: (row) => mean(row, row.mean) },
          ]),
      {
        key: "span",
        name: "",
        title: "Drawn",
        kind: "bar",
        sorts: null,
        cell: (row) => span(row.least, row.share, row.most, reach),
      },
      number("share", "Difference", change),
      {
        key: "interval",
        name: "95 %",
        kind: "number wide",
        sorts: null,
        cell: (row) => (isKnown(row.least) ? `${change(row.least)} to ${change(row.most)}` : ""),
      },
      isCuped ? number("variance_reduction", "Variance gone", percent) : label("verdict", "Verdict", verdict),
      isCuped
        ? { ...number("cuped_p_value_holm", "p, Holm"), cell: (row) => small(row.cuped_p_value_holm) }
        : { ...number("p_value_holm", "p, Holm"), cell: (row) => small(row.p_value_holm) },
    ],
    rows: compared,
  });
}

function mean(row, value) {
  if (row.metric === "watch_time_sec") {
    return duration(value);
  }
  return row.test === "two_proportion_z" ? percent(value) : decimal(value);
}

function verdict(row) {
  const said = VERDICTS[row.verdict] ?? (row.no_verdict ?? "none").replaceAll("_", " ");
  return element("span", { class: { higher: "up", lower: "down" }[row.verdict] ?? "soft" }, said);
}

function isTiny(p) {
  return isKnown(p) && p < LEAST_P;
}

/** So that what is just below the threshold does not read as if it were at it. */
function small(p) {
  return isTiny(p) ? `< ${thousandths(LEAST_P)}` : thousandths(p);
}

// Active profiles over the days, with the line they are compared with.

import { slice } from "../../address.js";
import { metric } from "../../api/question.js";
import { card, notPublished } from "../../cards/card.js";
import { choice } from "../../cards/choice.js";
import { rowsOf, standing } from "../../charts/standing.js";
import { timeline } from "../../charts/timeline.js";
import { between, instant, shortDay } from "../../say/days.js";
import { change, isKnown, whole } from "../../say/numbers.js";
import { interval, provenance } from "../../say/provenance.js";
import { label, number } from "../../tables/columns.js";

const MEASURES = [
  ["dau", "Day"],
  ["wau", "7 days"],
  ["mau", "30 days"],
];

export function activity(state, range) {
  const ask = ({ from, to }) => metric(state.measure, { from, to, ...slice(state) });
  const name = { dau: "on a day", wau: "in 7 days", mau: "in 30 days" }[state.measure];
  return card({
    title: `Active profiles ${name}`,
    note: "solid is final, dashed may still change, an open point is live",
    questions: [range, range.before].filter(Boolean).map(ask),
    controls: [choice("Active in", "measure", MEASURES, state.measure)],
    height: "tall",
    draw: (answer, before) => draw(state, range, name, answer, before),
  });
}

function draw(state, range, name, answer, before) {
  const days = between(range.from, range.to);
  const rows = rowsOf(days, answer.rows);
  if (answer.rows.length === 0) {
    return notPublished(range);
  }
  const earlier = range.before ? rowsOf(between(range.before.from, range.before.to), before.rows) : [];
  const comparison = {
    name: "before",
    label: state.compare === "week" ? "a week before" : "period before",
    colour: "--soft",
    style: "dotted",
    values: earlier.map((row) => row?.value ?? null),
  };
  return timeline({
    days,
    series: [
      ...(range.before ? [comparison] : []),
      ...standing({ name, label: state.measure.toUpperCase(), colour: "--accent", rows }),
    ],
    format: whole,
    tall: true,
    caption: `Active profiles ${name}`,
    say: (index) => said(days[index], rows[index], earlier[index]),
    columns: [
      label("dt", "Day"),
      number("value", "Profiles", whole),
      number("low", "From", whole),
      number("high", "To", whole),
      label("status", "Status"),
      label("method", "Method"),
      label("as_of", "As of", (row) => instant(row.as_of)),
    ],
    rows: answer.rows,
  });
}

function said(day, row, earlier) {
  if (row === undefined) {
    return [shortDay(day), "not published"];
  }
  const compared =
    earlier && isKnown(earlier.value) && earlier.value !== 0
      ? `${whole(earlier.value)} on ${shortDay(earlier.dt)}: ${change(row.value / earlier.value - 1)}`
      : "";
  return provenance(row, `${whole(row.value)} profiles`, interval(row, whole), compared);
}

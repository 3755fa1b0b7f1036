// Where the active profiles of each day come from, and who stayed away.

import { slice } from "../../address.js";
import { metric } from "../../api/question.js";
import { card, notPublished } from "../../cards/card.js";
import { key } from "../../charts/key.js";
import { rowsOf } from "../../charts/standing.js";
import { depth, stack } from "../../charts/stack.js";
import { timeline } from "../../charts/timeline.js";
import { between, shortDay } from "../../say/days.js";
import { whole } from "../../say/numbers.js";
import { provenance } from "../../say/provenance.js";
import { label, number } from "../../tables/columns.js";

const KINDS = [
  ["new", "--series-3"],
  ["returning", "--series-1"],
  ["resurrecting", "--series-2"],
  ["dormant", "--series-4"],
];

export function lifecycle(state, range) {
  return card({
    title: "Where they come from",
    note: "new, returning, resurrecting; below the line: dormant, who were there the day before",
    questions: [metric("lifecycle", { from: range.from, to: range.to, ...slice(state) })],
    size: "half",
    height: "tall",
    draw: ({ rows }) => (rows.length === 0 ? notPublished(range) : [key(KINDS), ...draw(range, rows)]),
  });
}

function draw(range, answered) {
  const days = between(range.from, range.to);
  const rows = rowsOf(days, answered);
  const part = ([kind, colour], of = rows) => ({ name: kind, colour, values: of.map((row) => row?.[kind] ?? null) });
  const above = KINDS.slice(0, 3).map((kind) => part(kind));
  // Who is not here yet may still come today.
  const over = rows.map((row) => (row?.status === "live" ? undefined : row));
  const below = KINDS.slice(3).map((kind) => part(kind, over));
  return timeline({
    days,
    series: stack(above, below),
    least: depth(below),
    format: whole,
    tall: true,
    caption: "New, returning, resurrecting and dormant profiles",
    say: (index) =>
      rows[index] === undefined
        ? [shortDay(days[index]), "not published"]
        : provenance(rows[index], ...KINDS.map(([kind]) => `${whole(rows[index][kind])} ${kind}`)),
    columns: [
      label("dt", "Day"),
      ...KINDS.map(([kind]) => number(kind, kind, whole)),
      number("active", "active", whole),
      label("status", "Status"),
    ],
    rows: answered,
  });
}

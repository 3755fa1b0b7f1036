// How the markets grow.

import { days, place, recent } from "../address.js";
import { metric } from "../api/question.js";
import { element } from "../dom/element.js";
import { percent, whole } from "../say/numbers.js";
import { nameOf } from "../say/regions.js";
import { bar, growth, label, number } from "../tables/columns.js";
import { dayTable } from "./day-table.js";
import { lines } from "./lines.js";

/** Each day has a row for every market; only the last is shown. */
const MOST_DAYS = 31;

export function parts(state) {
  const range = days(state);
  const all = metric("growth", { from: recent(range, MOST_DAYS).from, to: range.to });
  return [
    lines({
      title: "Growth in a week",
      note: "active profiles against the same weekday before; a day that goes on is not held against a whole one",
      range,
      question: metric("growth", { from: range.from, to: range.to, ...place(state) }),
      pick: (row) => row.status !== "live",
      format: percent,
      measures: [{ key: "growth_7", name: "", colour: "--series-1" }],
    }),
    lines({
      title: "Churn",
      note: "of those active in the 30 days before the last 30, the share that did not come in these",
      range,
      question: metric("churn", { from: range.from, to: range.to, ...place(state), kind: "engagement" }),
      format: percent,
      measures: [{ key: "rate", name: "", colour: "--series-2" }],
    }),
    dayTable({
      title: "Markets",
      note: "active profiles; shares add up to more than all, as who was in two regions counts in each",
      range,
      question: all,
      pick: (row) => row.region !== "*",
      height: "tall",
      limit: 25,
      memory: { key: "dau", descending: true },
      search: (row) => `${row.region} ${nameOf(row.region)}`,
      columns: (rows) => [
        label("region", "Market", (row) => [
          element("span", { class: "code" }, row.region),
          nameOf(row.region),
          row.new_market === 1 ? element("span", { class: "badge" }, "new") : null,
        ]),
        bar("dau", rows),
        number("dau", "Active", whole),
        number("share", "Share", percent),
        growth("growth_7", "Week", "Against the same weekday a week before"),
        growth("growth_28", "4 weeks", "Against the same weekday four weeks before"),
      ],
    }),
  ];
}

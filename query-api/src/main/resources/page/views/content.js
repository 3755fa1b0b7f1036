// What is watched, to the end or not, and what is on the rise.

import { days, recent, slice } from "../address.js";
import { metric } from "../api/question.js";
import { choice } from "../cards/choice.js";
import { hundredths, percent, tenths, whole } from "../say/numbers.js";
import { bar, label, number } from "../tables/columns.js";
import { dayTable } from "./day-table.js";
import { lines } from "./lines.js";

const ORDERS = [
  ["hours", "hours"],
  ["viewers", "viewers"],
  ["trending", "trend"],
];
const COLUMN = { hours: "hours_viewed", viewers: "unique_viewers", trending: "trending" };
/** Each day has its own list of titles. */
const MOST_DAYS = 31;
const TITLES = 50;
const SECONDS_OF_AN_HOUR = 3_600;

export function parts(state) {
  const range = days(state);
  const last = recent(range, MOST_DAYS);
  return [
    lines({
      title: "Hours watched",
      note: "a day, all titles",
      range,
      question: metric("engagement", { from: range.from, to: range.to, ...slice(state) }),
      size: "whole",
      format: tenths,
      tick: { say: whole },
      measures: [
        {
          key: "total_watch_time_sec",
          name: "",
          colour: "--series-1",
          of: (row) => row.total_watch_time_sec / SECONDS_OF_AN_HOUR,
        },
      ],
    }),
    dayTable({
      title: "Titles",
      note: "trend is hours against the same weekday before, small titles held back; completion needs a runtime",
      range: last,
      question: metric("titles", { from: last.from, to: last.to, ...slice(state), by: state.order, limit: TITLES }),
      controls: [choice("In order of", "order", ORDERS, state.order)],
      height: "tall",
      limit: 20,
      memory: { key: COLUMN[state.order], descending: true },
      search: (row) => `${row.title_id} ${row.name ?? ""} ${row.genre ?? ""}`,
      columns: (rows) => [
        {
          ...label("title_id", "Title", (row) => (row.name ? `${row.name} · ${row.title_id}` : row.title_id)),
          sorts: (row) => Number(row.title_id),
        },
        { ...label("genre", "Genre", (row) => row.genre ?? ""), kind: "wide" },
        bar(COLUMN[state.order], rows),
        number("hours_viewed", "Hours", tenths),
        { ...number("unique_viewers", "Viewers", whole) },
        { ...number("starts", "Starts", whole), kind: "number wide" },
        { ...number("views", "Views", tenths, "Hours over runtime"), kind: "number wide" },
        number("completion_rate", "Completed", percent, "Viewers who watched nine tenths of the runtime or more"),
        number("trending", "Trend", hundredths),
      ],
    }),
  ];
}

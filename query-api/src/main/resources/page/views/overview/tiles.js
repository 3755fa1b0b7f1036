// The range in six figures, each with its change and how it went.

import { place, slice } from "../../address.js";
import { metric } from "../../api/question.js";
import { tile } from "../../cards/tile.js";
import { element } from "../../dom/element.js";
import { shortDay } from "../../say/days.js";
import { percent, tenths, whole } from "../../say/numbers.js";
import { ofAll } from "../../say/platforms.js";

const isPublished = (row) => row.status !== "live";
const mean = (numbers) => (numbers.length === 0 ? null : total(numbers) / numbers.length);
const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

export function tiles(state, range) {
  const against = { previous: `the ${range.length} days before`, week: "a week before", none: "" }[state.compare];
  const both = (name, more = slice(state)) =>
    [range, range.before].filter(Boolean).map(({ from, to }) => metric(name, { from, to, ...more }));
  const made = (title, questions, read) => tile({ title, questions, read, against });
  const all = [
    made("Active a day, mean", both("dau"), daily),
    made("Active in 30 days", both("mau"), (...answers) => latest(answers, "value", whole)),
    made("Stickiness", both("stickiness"), (...answers) => latest(answers, "value", percent)),
    ...["1", "7"].map((day) =>
      made(`Back on day ${day}`, retention(both, range, state), (...answers) => returned(day, state, ...answers)),
    ),
    made("Hours watched", both("engagement"), watched),
  ];
  const root = element(
    "dl",
    { class: "tiles", "aria-label": "The range" },
    all.map((one) => one.element),
  );
  return [{ element: root, load: () => Promise.all(all.map((one) => one.load())) }];
}

function daily({ rows }, before) {
  const counted = rows.filter(isPublished);
  const value = mean(counted.map((row) => row.value));
  const earlier = before?.rows.filter(isPublished).map((row) => row.value) ?? [];
  return {
    value,
    text: value === null ? whole(null) : whole(Math.round(value)),
    before: mean(earlier),
    values: counted.map((row) => row.value),
    note: counted.length === 0 ? "no published day" : `${counted.length} published days`,
  };
}

/** What belongs to a day and not to a range: the last published day of each. */
function latest([{ rows }, before], column, format) {
  const counted = rows.filter(isPublished);
  const last = counted.at(-1) ?? rows.at(-1);
  return {
    value: last?.[column] ?? null,
    text: format(last?.[column]),
    before: before?.rows.filter(isPublished).at(-1)?.[column] ?? null,
    values: counted.map((row) => row[column]),
    note: last ? `${shortDay(last.dt)}, ${last.status}` : "no published day",
  };
}

/** Both tiles ask the same, so that it is asked once. */
function retention(both, range, state) {
  const cells = { ...place(state), kind: "on", days: "1,7" };
  return [
    ...both("retention", { ...cells, weighted: "true" }),
    metric("retention", { from: range.from, to: range.to, ...cells }),
  ];
}

function returned(day, state, ...answers) {
  const ofDay = ({ rows }) => rows.filter((row) => row.day === day);
  const cohorts = ofDay(answers.pop());
  const [now, before] = answers.map((answer) => ofDay(answer)[0]);
  return {
    value: now?.rate ?? null,
    text: percent(now?.rate),
    before: before?.rate ?? null,
    values: cohorts.map((row) => row.rate),
    note: now?.cohorts
      ? `${whole(now.cohort)} profiles, ${whole(now.cohorts)} cohorts${ofAll(state)}`
      : "no cohort is old enough",
  };
}

function watched({ rows }, before) {
  const hours = (all) => all.filter(isPublished).map((row) => row.total_watch_time_sec / 3_600);
  const counted = hours(rows);
  const value = counted.length === 0 ? null : total(counted);
  // As many days as are counted by now, so that a day that is not over weighs nothing on either side.
  const earlier = before ? hours(before.rows) : [];
  return {
    value,
    text: value === null ? tenths(null) : value < 100 ? tenths(value) : whole(Math.round(value)),
    before: earlier.length < counted.length ? null : total(earlier.slice(0, counted.length)),
    values: counted,
    note: counted.length === 0 ? "no published day" : `${counted.length} published days`,
  };
}

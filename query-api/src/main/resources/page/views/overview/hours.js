// The last day asked for by its hours, with the day before and the same weekday before: how far are they at this hour?

import { slice } from "../../address.js";
import { metric } from "../../api/question.js";
import { card, notPublished } from "../../cards/card.js";
import { choice } from "../../cards/choice.js";
import { curve } from "../../charts/timeline.js";
import { element } from "../../dom/element.js";
import { instant, plus, shortDay, today } from "../../say/days.js";
import { change, isKnown, whole } from "../../say/numbers.js";
import { number } from "../../tables/columns.js";

const MEASURES = [
  ["so_far", "So far"],
  ["active_profiles", "Each hour"],
  ["play_events", "Plays"],
];
const SAID = {
  so_far: "distinct profiles of the day up to the hour's end",
  active_profiles: "profiles active in the hour",
  play_events: "plays of the hour",
};
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEK = 7;
/** What is told of the end of an hour stands there, and what is told of the hour where it begins. */
const ENDS = new Set(["so_far"]);

export function hours(state, range) {
  const isToday = range.to === today();
  const name = isToday ? "Today" : shortDay(range.to);
  return card({
    title: `${name} by the hour`,
    note: `${SAID[state.hours]}; hours are UTC`,
    questions: [metric("hourly", { from: plus(range.to, -WEEK), to: range.to, ...slice(state) })],
    controls: [choice("By the hour", "hours", MEASURES, state.hours)],
    draw: ({ rows }) => {
      const days = [
        { dt: range.to, name: name.toLowerCase(), colour: "--accent" },
        { dt: plus(range.to, -1), name: isToday ? "yesterday" : "day before", colour: "--soft", style: "solid" },
        { dt: plus(range.to, -WEEK), name: isToday ? "a week ago" : "week before", colour: "--soft", style: "dotted" },
      ].map((day) => ({ ...day, rows: byHour(rows, day.dt) }));
      return days.every((day) => day.rows.every((row) => row === undefined))
        ? notPublished({ from: plus(range.to, -WEEK), to: range.to })
        : [element("p", { class: "soft" }, standing(days, state.hours)), ...draw(days, state.hours, name)];
    },
  });
}

function byHour(rows, dt) {
  const known = new Map(rows.filter((row) => row.dt === dt).map((row) => [Number(row.hour), row]));
  return HOURS.map((hour) => known.get(hour));
}

/** Hours of a day that goes on: the last of them is not over. */
function isOver(day, hour) {
  const row = day.rows[hour];
  return row !== undefined && (row.status !== "live" || day.rows[hour + 1] !== undefined);
}

/** How the last hour that is over compares, in a line. */
function standing([day, ...others], measure) {
  const hour = HOURS.findLast((one) => isOver(day, one));
  if (hour === undefined) {
    const latest = day.rows.findLast((row) => row !== undefined);
    return latest ? `The first hour is not over; as of ${instant(latest.as_of)}` : `Nothing is counted of ${day.name} yet`;
  }
  const row = day.rows[hour];
  const compared = others.map((other) => compare(row[measure], other, hour, measure)).filter((text) => text !== "");
  return [`At ${end(hour)}: ${whole(row[measure])}`, ...compared, `as of ${instant(row.as_of)}`].join(" · ");
}

function compare(figure, other, hour, measure) {
  const before = other.rows[hour]?.[measure];
  return isKnown(before) && before !== 0 && isKnown(figure)
    ? `${change(figure / before - 1)} on ${other.name} (${whole(before)})`
    : "";
}

function draw(days, measure, name) {
  const [day] = days;
  return curve({
    xs: ENDS.has(measure) ? HOURS.map((hour) => hour + 1) : HOURS,
    axis: { say: (hour) => `${hour}:00`, space: 44, incrs: [3, 6, 12] },
    series: [...days.slice(1).map((other) => line(other, measure)), ...open(day, measure)],
    format: whole,
    caption: `${name} by the hour`,
    say: (hour) => [
      `${hour}:00 to ${end(hour)} UTC`,
      ...days.map((one) => `${one.name} ${whole(one.rows[hour]?.[measure])}${unfinished(one, hour)}`),
      ...days.slice(1).map((other) => compare(day.rows[hour]?.[measure], other, hour, measure)),
    ].filter((said) => said !== ""),
    columns: [
      { key: "hour", name: "Hour", cell: (row) => `${row.hour}:00` },
      ...days.map((one) => number(one.dt, one.name, whole)),
    ],
    rows: HOURS.map((hour) => ({
      id: String(hour),
      hour,
      ...Object.fromEntries(days.map((one) => [one.dt, one.rows[hour]?.[measure] ?? null])),
    })),
  });
}

function line({ name, colour, style, rows }, measure) {
  return { name, label: name, colour, style, values: rows.map((row) => row?.[measure] ?? null) };
}

/** Solid as far as hours are over; the one that goes on is an open point at the end of dashes. */
function open(day, measure) {
  const values = day.rows.map((row) => row?.[measure] ?? null);
  const last = values.findLastIndex(isKnown);
  const { name, colour } = day;
  if (last < 0 || isOver(day, last)) {
    return [{ name, label: name, colour, style: "solid", values }];
  }
  return [
    { name, colour, style: "solid", values: values.map((value, hour) => (hour < last ? value : null)) },
    { name, colour, style: "dashed", values: values.map((value, hour) => (hour >= last - 1 ? value : null)) },
    { name, label: name, colour, style: "points", values: values.map((value, hour) => (hour === last ? value : null)) },
  ];
}

function unfinished(day, hour) {
  return day.rows[hour] !== undefined && !isOver(day, hour) ? ", not over" : "";
}

function end(hour) {
  return `${hour + 1}:00`;
}

// Days are UTC, and written as the server writes them: 2026-11-29.

const DAY_MILLIS = 86_400_000;
const short = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const long = new Intl.DateTimeFormat(undefined, {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const moment = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

export function today() {
  return isoDay(Date.now());
}

export function isDay(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && isoDay(Date.parse(text)) === text;
}

export function plus(day, days) {
  return isoDay(Date.parse(day) + days * DAY_MILLIS);
}

/** The Monday of a day's week. */
export function weekOf(day) {
  const weekday = new Date(Date.parse(day)).getUTCDay();
  return plus(day, -((weekday + 6) % 7));
}

/** The first of a day's month. */
export function monthOf(day) {
  return `${day.slice(0, 7)}-01`;
}

/** All days from the one to the other. */
export function between(from, to) {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MILLIS) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => plus(from, index));
}

export function epochSeconds(day) {
  return Date.parse(day) / 1_000;
}

export function shortDay(day) {
  return short.format(Date.parse(day));
}

export function longDay(day) {
  return long.format(Date.parse(day));
}

export function dayOfSeconds(seconds) {
  return short.format(seconds * 1_000);
}

/** An instant in words, with its zone. */
export function instant(text) {
  return text === null || text === undefined ? "not known yet" : `${moment.format(Date.parse(text))} UTC`;
}

function isoDay(millis) {
  return new Date(millis).toISOString().slice(0, 10);
}

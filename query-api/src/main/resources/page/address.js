// What the reader looks at is all in the address: a view is a link, and the back button goes back.

import { isDay, plus, today } from "./say/days.js";

const oneOf = (...allowed) => ({ standard: allowed[0], reads: (text) => allowed.includes(text) });
const text = (pattern) => ({ standard: "", reads: (given) => pattern.test(given) });
const NAMES = /^[\w.-]+(,[\w.-]+)*$/;

/** What every view is asked for; it stays when the view changes. */
const SHARED = {
  range: oneOf("30", "7", "90", "365"),
  to: { standard: "", reads: isDay },
  region: text(/^[A-Z]{2}$/),
  platform: oneOf("", "tv", "mobile", "web", "console", "other"),
  compare: oneOf("previous", "week", "none"),
};

/** What single views are asked for. */
const OWN = {
  measure: oneOf("dau", "wau", "mau"),
  hours: oneOf("so_far", "active_profiles", "play_events"),
  kind: oneOf("on", "on_or_after", "bracket"),
  cohorts: oneOf("", "day", "week", "month"),
  steps: text(NAMES),
  window: oneOf("24", "1", "48", "168"),
  order: oneOf("hours", "viewers", "trending"),
  by: oneOf("platform", "app_version", "cdn"),
  start: text(/^[\w.-]+$/),
  length: oneOf("4", "2", "3", "5", "6"),
  experiment: text(/^.{1,200}$/),
  metrics: text(NAMES),
  currency: text(/^\w{1,10}$/),
};

const FIELDS = { view: { standard: "overview", reads: (given) => /^[a-z]+$/.test(given) }, ...SHARED, ...OWN };

/** The state that an address says; what it says wrong is as if it were not said. */
export function read(search = location.search) {
  const given = new URLSearchParams(search);
  const state = {};
  for (const [name, field] of Object.entries(FIELDS)) {
    const said = given.get(name);
    state[name] = said !== null && field.reads(said) ? said : field.standard;
  }
  return Object.freeze(state);
}

/** The address of a state; standards are not said. */
export function write(state) {
  const said = Object.entries(FIELDS)
    .filter(([name, field]) => state[name] !== field.standard)
    .map(([name]) => [name, state[name]]);
  const query = new URLSearchParams(said).toString().replaceAll("%2C", ",");
  return query === "" ? "/" : `/?${query}`;
}

/** The address of another view over the same days and region. */
export function toView(state, view) {
  const kept = Object.fromEntries(Object.keys(SHARED).map((name) => [name, state[name]]));
  return write({ ...read(""), ...kept, view });
}

/** Goes to a changed state. */
export function go(changes) {
  history.pushState(null, "", write({ ...read(), ...changes }));
  dispatchEvent(new PopStateEvent("popstate"));
}

/** The days asked for, and those that they are compared with. */
export function days(state) {
  const to = state.to || today();
  const length = Number(state.range);
  const shift = { previous: length, week: 7, none: 0 }[state.compare];
  const from = plus(to, 1 - length);
  return { from, to, length, shift, before: shift === 0 ? null : { from: plus(from, -shift), to: plus(to, -shift) } };
}

/** The last days of a range, for questions that look at no more. */
export function recent(range, most) {
  return range.length <= most ? range : { ...range, from: plus(range.to, 1 - most), length: most };
}

/** The parameters of a question for the chosen region, or for all together. */
export function place(state) {
  return { region: state.region || "*" };
}

/** The same, of the events of the chosen platform: for what follows from single events. */
export function slice(state) {
  return { ...place(state), platform: state.platform };
}

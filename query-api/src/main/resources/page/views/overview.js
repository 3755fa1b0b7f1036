// Who is active: now, today, and over the days asked for.

import { days } from "../address.js";
import { activity } from "./overview/activity.js";
import { platforms, versions } from "./overview/breakdown.js";
import { hours } from "./overview/hours.js";
import { lifecycle } from "./overview/lifecycle.js";
import { now } from "./overview/now.js";
import { regions } from "./overview/regions.js";
import { tiles } from "./overview/tiles.js";

export function parts(state) {
  const range = days(state);
  return [
    now(state),
    ...tiles(state, range),
    hours(state, range),
    activity(state, range),
    lifecycle(state, range),
    regions(state, range),
    platforms(state, range),
    versions(state, range),
  ];
}

// How far the figures can be trusted: live held against exact, how old what they stand on is, and what clients send.

import { days, recent } from "../address.js";
import { Question } from "../api/question.js";
import { against } from "./trust/against.js";
import { byRegion } from "./trust/regions.js";
import { causes } from "./trust/causes.js";
import { quality, wrongOverTime } from "./trust/quality.js";
import { refused } from "./trust/refused.js";
import { lastRun } from "./trust/run.js";
import { sources } from "./trust/sources.js";

/** Every day has a row for each region and measure. */
const MOST_DAYS = 90;

export function parts(state) {
  const range = recent(days(state), MOST_DAYS);
  const question = new Question("/v1/reconciliations", { from: range.from, to: range.to });
  return [
    sources(),
    lastRun(),
    against(state, range, question),
    causes(state, range, question),
    byRegion(range, question),
    wrongOverTime(range),
    quality(state, range),
    refused(range),
  ];
}

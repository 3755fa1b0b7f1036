// The views there are, by the name that the address says, with the filters that mean something to them.

import { content } from "./content.js";
import { engagement } from "./engagement.js";
import { experiments } from "./experiments.js";
import { funnel } from "./funnel.js";
import { markets } from "./markets.js";
import { overview } from "./overview.js";
import { paths } from "./paths.js";
import { playback } from "./playback.js";
import { retention } from "./retention.js";
import { revenue } from "./revenue.js";
import { start } from "./start.js";
import { trust } from "./trust.js";

const DAYS = ["range", "to"];
const PLACED = [...DAYS, "region"];

export const VIEWS = new Map([
  ["overview", { name: "Overview", parts: overview, filters: [...PLACED, "compare"] }],
  ["retention", { name: "Retention", parts: retention, filters: PLACED }],
  ["engagement", { name: "Engagement", parts: engagement, filters: PLACED }],
  ["funnel", { name: "Funnel", parts: funnel, filters: PLACED }],
  ["paths", { name: "Paths", parts: paths, filters: PLACED }],
  ["content", { name: "Content", parts: content, filters: PLACED }],
  ["playback", { name: "Playback", parts: playback, filters: PLACED }],
  ["experiments", { name: "Experiments", parts: experiments, filters: DAYS }],
  ["revenue", { name: "Revenue", parts: revenue, filters: PLACED }],
  ["markets", { name: "Markets", parts: markets, filters: PLACED }],
  ["trust", { name: "Trust", parts: trust, filters: PLACED }],
  ["start", { name: "Start", parts: start, filters: [] }],
]);

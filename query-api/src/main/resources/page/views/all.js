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
const SLICED = [...PLACED, "platform"];

export const VIEWS = new Map([
  ["overview", { name: "Overview", parts: overview, filters: [...SLICED, "compare"] }],
  ["retention", { name: "Retention", parts: retention, filters: SLICED }],
  ["engagement", { name: "Engagement", parts: engagement, filters: SLICED }],
  ["funnel", { name: "Funnel", parts: funnel, filters: SLICED }],
  ["paths", { name: "Paths", parts: paths, filters: SLICED }],
  ["content", { name: "Content", parts: content, filters: SLICED }],
  ["playback", { name: "Playback", parts: playback, filters: SLICED }],
  ["experiments", { name: "Experiments", parts: experiments, filters: DAYS }],
  ["revenue", { name: "Revenue", parts: revenue, filters: PLACED }],
  ["markets", { name: "Markets", parts: markets, filters: PLACED }],
  ["trust", { name: "Trust", parts: trust, filters: PLACED }],
  ["start", { name: "Start", parts: start, filters: [] }],
]);

// The views there are, by the name that the address says, with the filters that mean something to them. A view's code comes
// when somebody looks at it: who looks at one does not wait for the others.

const DAYS = ["range", "to"];
const PLACED = [...DAYS, "region"];
const SLICED = [...PLACED, "platform"];

export const VIEWS = new Map([
  ["overview", { name: "Overview", code: () => import("./overview.js"), filters: [...SLICED, "compare"] }],
  ["retention", { name: "Retention", code: () => import("./retention.js"), filters: SLICED }],
  ["engagement", { name: "Engagement", code: () => import("./engagement.js"), filters: SLICED }],
  ["funnel", { name: "Funnel", code: () => import("./funnel.js"), filters: SLICED }],
  ["paths", { name: "Paths", code: () => import("./paths.js"), filters: SLICED }],
  ["content", { name: "Content", code: () => import("./content.js"), filters: SLICED }],
  ["playback", { name: "Playback", code: () => import("./playback.js"), filters: SLICED }],
  ["experiments", { name: "Experiments", code: () => import("./experiments.js"), filters: DAYS }],
  ["revenue", { name: "Revenue", code: () => import("./revenue.js"), filters: PLACED }],
  ["markets", { name: "Markets", code: () => import("./markets.js"), filters: PLACED }],
  ["trust", { name: "Trust", code: () => import("./trust.js"), filters: PLACED }],
  ["start", { name: "Start", code: () => import("./start.js"), filters: [] }],
]);

// A bar in a table's cell: its length is a share, the figure stands beside it.

import { shape } from "../dom/element.js";

export function meter(share, kind = "") {
  const length = `${(100 * Math.min(1, Math.max(0, share || 0))).toFixed(2)}%`;
  return shape(
    "svg",
    { class: "meter", "aria-hidden": "true" },
    shape("rect", { class: "track", height: "100%", width: "100%", rx: 3 }),
    shape("rect", { class: kind, height: "100%", width: length, rx: 3 }),
  );
}

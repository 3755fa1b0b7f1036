// An interval around a figure, on a line with zero in the middle.

import { shape } from "../dom/element.js";
import { isKnown } from "../say/numbers.js";

/** `reach` is how far the line goes to each side. */
export function span(low, middle, high, reach) {
  const at = (value) => `${(50 + (48 * value) / reach).toFixed(2)}%`;
  return shape(
    "svg",
    { class: "span", "aria-hidden": "true" },
    shape("line", { class: "zero", x1: "50%", x2: "50%", y1: "0", y2: "100%" }),
    isKnown(low) ? shape("line", { class: "reach", x1: at(low), x2: at(high), y1: "50%", y2: "50%" }) : null,
    isKnown(middle) ? shape("circle", { cx: at(middle), cy: "50%", r: 4.5 }) : null,
  );
}

// A line as small as a word. It says how something went; the figures stand beside it.

import { shape } from "../dom/element.js";
import { isKnown } from "../say/numbers.js";

const WIDTH = 100;
const HEIGHT = 24;
const EDGE = 2;

/** Days that are not known leave gaps. */
export function spark(values) {
  const known = values.filter(isKnown);
  const least = Math.min(...known);
  const spread = Math.max(...known) - least || 1;
  const step = (WIDTH - 2 * EDGE) / Math.max(1, values.length - 1);
  let path = "";
  let isDown = false;
  values.forEach((value, index) => {
    if (isKnown(value)) {
      const x = EDGE + index * step;
      const y = HEIGHT - EDGE - ((value - least) / spread) * (HEIGHT - 2 * EDGE);
      path += `${isDown ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    }
    isDown = isKnown(value);
  });
  return shape(
    "svg",
    { class: "spark", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    shape("path", { d: path, "vector-effect": "non-scaling-stroke" }),
  );
}

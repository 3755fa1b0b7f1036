// Which colour is what, for what cannot be labelled where it stands.

import { element, shape } from "../dom/element.js";

/** Pairs of a name and the custom property of its colour. */
export function key(names, kind = "") {
  return element(
    "ul",
    { class: `key ${kind}` },
    names.map(([name, colour]) =>
      element(
        "li",
        {},
        shape(
          "svg",
          { viewBox: "0 0 10 10", "aria-hidden": "true" },
          shape("rect", { width: 10, height: 10, rx: 2, class: colour.slice(2) }),
        ),
        name,
      ),
    ),
  );
}

// A choice of a few that is kept in the address.

import { go } from "../address.js";
import { element } from "../dom/element.js";

/** `options` are pairs of value and label. */
export function choice(label, name, options, chosen) {
  const buttons = options.map(([value, text]) =>
    element(
      "button",
      { type: "button", "aria-pressed": String(value === chosen), click: () => go({ [name]: value }) },
      text,
    ),
  );
  return element("div", { class: "choice", role: "group", "aria-label": label }, buttons);
}

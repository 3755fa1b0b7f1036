// A few figures with their names, where there is no course over time to show.

import { element } from "../dom/element.js";

export function facts(...all) {
  return element("dl", { class: "facts" }, all);
}

/** `value` and `note` are text or a node. */
export function fact(name, value, note = "") {
  return element("div", {}, element("dt", {}, name), figure(value), note === "" ? null : remark(note));
}

function figure(value) {
  return value instanceof Node ? value : element("dd", { class: "figure" }, value);
}

function remark(note) {
  return note instanceof Node ? note : element("dd", { class: "soft" }, note);
}

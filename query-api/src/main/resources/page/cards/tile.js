// A tile says one figure of the range, how it has changed, and how it went.

import { ask } from "../api/ask.js";
import { spark } from "../charts/spark.js";
import { element } from "../dom/element.js";
import { change, isKnown, NOTHING } from "../say/numbers.js";

/**
 * `read` gets the answers and returns {value, text, before, values, note}: the figure and what it is said as, the one
 * before, and those of the single days. `against` is what the one before is called, empty where there is none.
 */
export function tile({ title, questions, read, against }) {
  const figure = element("dd", { class: "figure" }, NOTHING);
  const trend = element("dd", { class: "trend soft" }, "\u00a0");
  const line = element("dd", { class: "line", "aria-hidden": "true" });
  const root = element("div", { class: "tile", "aria-busy": "true" }, element("dt", {}, title), figure, line, trend);

  async function load() {
    try {
      const answer = read(...(await Promise.all(questions.map(ask))));
      figure.textContent = answer.text;
      trend.replaceChildren(...changed(answer, against), answer.note ?? "");
      line.replaceChildren(spark(answer.values ?? []));
    } catch (fault) {
      figure.textContent = NOTHING;
      trend.textContent = fault.message;
      line.replaceChildren();
    }
    root.setAttribute("aria-busy", "false");
  }

  return { element: root, load };
}

function changed({ value, before }, against) {
  if (against === "" || !isKnown(value)) {
    return [];
  }
  if (!isKnown(before) || before === 0) {
    return [`nothing to compare with · `];
  }
  const ratio = value / before - 1;
  const direction = Math.abs(ratio) < 0.0005 ? "same" : ratio > 0 ? "up" : "down";
  return [element("span", { class: direction }, change(ratio)), ` to ${against} · `];
}

// A table of shares whose cells are tinted: a row a cohort, a column a distance. What is not known is hatched.

import { element } from "../dom/element.js";
import { isKnown, percent, whole } from "../say/numbers.js";

/** Below this a share says little. */
const SMALL_COHORT = 20;

export function triangle({ caption, rows, cells, title }) {
  const cohorts = Map.groupBy(rows, (row) => row.dt);
  const head = element(
    "tr",
    {},
    ["Cohort", "Size", ...cells].map((name, index) =>
      element("th", { scope: "col", class: index === 0 ? "" : "number" }, index > 1 ? `D${name}` : name),
    ),
  );
  const body = [...cohorts]
    .reverse()
    .map(([dt, found]) => rowOf(dt, new Map(found.map((row) => [row.day, row])), cells, title));
  return element(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": caption },
    element(
      "table",
      { class: "triangle" },
      element("caption", { class: "unseen" }, caption),
      element("thead", {}, head),
      element("tbody", {}, body),
    ),
  );
}

function rowOf(dt, known, cells, title) {
  const size = known.values().next().value.cohort;
  return element(
    "tr",
    { "data-row": dt, class: size < SMALL_COHORT ? "slight" : "" },
    element("th", { scope: "row" }, dt),
    element("td", { class: "number size" }, whole(size)),
    cells.map((cell) => cellOf(cell, known.get(cell), title)),
  );
}

function cellOf(name, row, title) {
  if (row === undefined || !isKnown(row.rate)) {
    return element(
      "td",
      { class: "unknown", "data-column": name, title: row ? title(row).join("\n") : "not known yet" },
      element("span", { class: "unseen" }, "not known yet"),
    );
  }
  const cell = element(
    "td",
    { class: "number tinted", "data-column": name, title: title(row).join("\n") },
    percent(row.rate),
  );
  cell.style.setProperty("--rate", row.rate);
  return cell;
}

// A card with a table of the latest day.

import { card, notPublished } from "../cards/card.js";
import { element } from "../dom/element.js";
import { ofLatestDay, saidOf } from "../say/latest.js";
import { table } from "../tables/table.js";

/** `columns` gets the rows of the day and returns the columns; `pick` chooses among what is answered. */
export function dayTable({
  title,
  note = "",
  range,
  question,
  columns,
  pick = () => true,
  size = "whole",
  height = "medium",
  controls = [],
  ...more
}) {
  return card({
    title,
    note,
    questions: [question],
    size,
    height,
    controls,
    draw: ({ rows: answered }) => {
      const rows = ofLatestDay(answered.filter(pick));
      return rows.length === 0
        ? notPublished(range)
        : [
            element("p", { class: "soft" }, saidOf(rows)),
            ...table({ caption: title, columns: columns(rows), rows, ...more }),
          ];
    },
  });
}

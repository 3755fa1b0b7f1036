// The same by region, of the active profiles a day.

import { card } from "../../cards/card.js";
import { nameOf } from "../../say/regions.js";
import { label } from "../../tables/columns.js";
import { table } from "../../tables/table.js";
import { notHeld } from "./against.js";
import { summary, SUMMARY } from "./causes.js";

export function byRegion(range, question) {
  return card({
    title: "By region",
    note: "active profiles a day",
    questions: [question],
    height: "small",
    draw: ({ rows }) => {
      const byRegion = Map.groupBy(
        rows.filter((row) => row.measure === "dau" && row.region !== "*"),
        (row) => row.region,
      );
      return byRegion.size === 0
        ? notHeld(range)
        : table({
            caption: "Differences by region",
            memory: { key: "difference", descending: true },
            search: (row) => `${row.id} ${nameOf(row.id)}`,
            limit: 10,
            columns: [label("id", "Region", (row) => `${row.id} ${nameOf(row.id)}`), ...SUMMARY],
            rows: [...byRegion].map(([region, found]) => summary(region, found)),
          });
    },
  });
}

// The active profiles of the latest day by what their events say of themselves: platform, version.

import { read, slice, write } from "../../address.js";
import { metric } from "../../api/question.js";
import { card, notPublished } from "../../cards/card.js";
import { spark } from "../../charts/spark.js";
import { element } from "../../dom/element.js";
import { between, plus } from "../../say/days.js";
import { ofLatestDay, saidOf } from "../../say/latest.js";
import { whole } from "../../say/numbers.js";
import { platformName } from "../../say/platforms.js";
import { bar, label, number, trend } from "../../tables/columns.js";
import { table } from "../../tables/table.js";

const WEEK = 7;

export function platforms(state, range) {
  return breakdown({ title: "Platforms", name: "Platform", by: "platform", state, range, cell: linkOf });
}

export function versions(state, range) {
  return breakdown({ title: "Versions", name: "Version", by: "app_version", state, range });
}

/** Of a week and the day that goes on: breakdowns are worked out when they are asked for. */
function breakdown({ title, name, by, state, range, cell }) {
  const week = { from: plus(range.to, -WEEK - 1), to: range.to };
  const group_by = state.region === "" ? by : `region,${by}`;
  return card({
    title,
    note: "a profile on two counts in each, so they do not add up to the total",
    questions: [metric("dau", { ...week, ...slice(state), group_by })],
    size: "half",
    height: "small",
    draw: ({ rows: answered }) => {
      const latest = ofLatestDay(answered);
      if (latest.length === 0) {
        return notPublished(week);
      }
      const rows = latest.map((row) => ({ ...row, id: row[by], ...weekOf(row, by, answered) }));
      return [
        element("p", { class: "soft" }, saidOf(latest)),
        ...table({
          caption: title,
          memory: { key: "value", descending: true },
          limit: 6,
          columns: [
            label(by, name, cell),
            bar("value", rows),
            number("value", "Profiles", whole),
            {
              key: "change",
              name: "Week",
              title: "Against the same weekday before",
              kind: "number",
              cell: (row) => trend(row.change),
            },
            { key: "line", name: "", title: "By day", kind: "line", sorts: null, cell: (row) => spark(row.values) },
          ],
          rows,
        }),
      ];
    },
  });
}

/** The days that are over up to that of the row, and how it changed since the same weekday before. */
function weekOf(row, by, answered) {
  const byDay = new Map(answered.filter((other) => other[by] === row[by]).map((other) => [other.dt, other.value]));
  const before = byDay.get(plus(row.dt, -WEEK));
  return {
    values: between(plus(row.dt, -WEEK), row.dt).map((day) => byDay.get(day) ?? null),
    change: before ? row.value / before - 1 : null,
  };
}

function linkOf({ platform }) {
  const state = read();
  return platform === "unknown"
    ? platformName(platform)
    : element(
        "a",
        {
          href: write({ ...state, platform: state.platform === platform ? "" : platform }),
          "aria-current": state.platform === platform ? "true" : null,
        },
        platformName(platform),
      );
}

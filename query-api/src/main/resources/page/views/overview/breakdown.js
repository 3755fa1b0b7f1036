// The active profiles of the latest day by what their events say of themselves: platform, version.

import { read, slice, write } from "../../address.js";
import { metric } from "../../api/question.js";
import { card, notPublished } from "../../cards/card.js";
import { element } from "../../dom/element.js";
import { course } from "../../say/course.js";
import { between, plus } from "../../say/days.js";
import { ofLatestDay, saidOf } from "../../say/latest.js";
import { whole } from "../../say/numbers.js";
import { platformName } from "../../say/platforms.js";
import { bar, label, number, week } from "../../tables/columns.js";
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
  const asked = { from: plus(range.to, -WEEK - 1), to: range.to };
  const group_by = state.region === "" ? by : `region,${by}`;
  return card({
    title,
    note: "a profile on two counts in each, so they do not add up to the total",
    questions: [metric("dau", { ...asked, ...slice(state), group_by })],
    size: "half",
    height: "small",
    draw: ({ rows: answered }) => {
      const latest = ofLatestDay(answered);
      if (latest.length === 0) {
        return notPublished(asked);
      }
      const days = between(plus(latest[0].dt, -WEEK), latest[0].dt);
      const known = Map.groupBy(answered, (row) => row[by]);
      const rows = latest.map((row) => ({ ...row, id: row[by], ...course(known.get(row[by]), row.dt, days) }));
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
            ...week("Against the same weekday before", "By day"),
          ],
          rows,
        }),
      ];
    },
  });
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

// What profiles do next, within a session.

import { days, go, recent, slice } from "../address.js";
import { metric } from "../api/question.js";
import { card } from "../cards/card.js";
import { choice } from "../cards/choice.js";
import { element } from "../dom/element.js";
import { plus } from "../say/days.js";
import { percent, whole } from "../say/numbers.js";
import { bar, label, number } from "../tables/columns.js";
import { dayTable } from "./day-table.js";

const STANDARD = "app_start";
const LENGTHS = ["2", "3", "4", "5", "6"].map((length) => [length, length]);
const MOST_DAYS = 31;
const LOOKS_BACK = 6;

export function parts(state) {
  const range = recent(days(state), MOST_DAYS);
  const start = state.start || STANDARD;
  const isStandard = start === STANDARD && state.length === "4";
  const own = isStandard ? {} : { start, length: state.length };
  return [
    beginning(state, range, start),
    dayTable({
      title: "Paths",
      note: `what follows ${start} in its session; heartbeats are left out`,
      range,
      question: metric("paths", { from: range.from, to: range.to, ...slice(state), ...own }),
      controls: [choice("Events of a path", "length", LENGTHS, state.length)],
      height: "tall",
      memory: { key: "sessions", descending: true },
      columns: (rows) => [
        label("path", "Path", ({ path }) => path.replaceAll(">", " › ")),
        bar("share", rows),
        number("sessions", "Sessions", whole),
        number("profiles", "Profiles", whole),
        number("share", "Share", percent),
      ],
    }),
  ];
}

function beginning(state, range, start) {
  return card({
    title: "Beginning with",
    questions: [metric("adoption", { from: plus(range.to, -LOOKS_BACK), to: range.to, ...slice(state) })],
    height: "low",
    draw: ({ rows }) => {
      const names = [
        ...new Set([
          start,
          ...rows.filter((row) => row.feature === "event_name" && row.item !== "heartbeat").map((row) => row.item),
        ]),
      ].sort();
      const select = element(
        "select",
        {
          "aria-label": "First event of a path",
          change: () => go({ start: select.value === STANDARD ? "" : select.value }),
        },
        names.map((name) => element("option", { value: name, selected: name === start }, name)),
      );
      return select;
    },
  });
}

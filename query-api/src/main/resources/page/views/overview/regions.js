// The regions: today as it comes in beside the published days. A click chooses one.

import { read, slice, write } from "../../address.js";
import { metric } from "../../api/question.js";
import { card } from "../../cards/card.js";
import { element, setText } from "../../dom/element.js";
import { course } from "../../say/course.js";
import { between, plus } from "../../say/days.js";
import { NOTHING, whole } from "../../say/numbers.js";
import { nameOf } from "../../say/regions.js";
import { week } from "../../tables/columns.js";
import { table } from "../../tables/table.js";

/** A line in a row shows no more days than it has room for. */
const LONGEST_LINE = 30;

export function regions(state, range) {
  const from = plus(range.to, 1 - Math.min(range.length, LONGEST_LINE));
  const live = new Map();
  // The live counters do not know platforms.
  const isLive = state.platform === "";
  const memory = { key: isLive ? "today" : "last", descending: true, wanted: "", isWhole: false };
  const part = card({
    title: "Regions",
    note: "a profile seen in two counts in each, so they do not add up to the total",
    questions: [metric("dau", { ...slice(state), region: "", from, to: range.to })],
    size: "half",
    height: "tall",
    draw: ({ rows }) => draw(between(from, range.to), rows, isLive ? live : null, memory),
  });
  part.element.id = "regions";

  function hear(moment) {
    const isNew = moment.regions.some(({ region }) => region !== "*" && !live.has(region));
    for (const one of moment.regions.filter(({ region }) => region !== "*")) {
      const cells = live.get(one.region) ?? { today: element("span"), now: element("span") };
      cells.figure = one;
      setText(cells.today, whole(one.dau));
      setText(cells.now, whole(one.active_now));
      live.set(one.region, cells);
    }
    if (isNew && part.element.getAttribute("aria-busy") === "false") {
      part.load();
    }
  }

  return { ...part, hear };
}

/** `live` is null where it is not shown. */
function draw(days, answered, live, memory) {
  const counted = Map.groupBy(
    answered.filter((row) => row.status !== "live"),
    (row) => row.region,
  );
  const rows = [...new Set([...counted.keys(), ...(live?.keys() ?? [])])].map((region) =>
    rowOf(region, days, counted.get(region) ?? [], live?.get(region)),
  );
  if (rows.length === 0) {
    return element(
      "div",
      { class: "nothing" },
      element("p", {}, "No events yet."),
      element(
        "p",
        { class: "soft" },
        "They appear here within a second of being accepted. ",
        element("a", { href: "/?view=start" }, "Send the first"),
        ".",
      ),
    );
  }
  return table({
    caption: "Regions",
    memory,
    search: (row) => `${row.region} ${nameOf(row.region)}`,
    limit: 9,
    columns: [
      { key: "region", name: "Region", cell: linkOf },
      ...(live ? liveColumns() : []),
      {
        key: "last",
        name: "Last day",
        title: "Active on the last published day",
        kind: "number",
        cell: (row) => whole(row.last),
      },
      ...week("The last published day against the same weekday before", "Active by day"),
    ],
    rows,
  });
}

function liveColumns() {
  return [
    {
      key: "today",
      name: "Today",
      title: "Active today, live",
      kind: "number",
      sorts: (row) => row.live?.figure.dau ?? null,
      cell: (row) => row.live?.today ?? NOTHING,
    },
    {
      key: "now",
      name: "Now",
      title: "Active in the last five minutes, an estimate",
      kind: "number wide",
      sorts: (row) => row.live?.figure.active_now ?? null,
      cell: (row) => row.live?.now ?? NOTHING,
    },
  ];
}

function rowOf(region, days, counted, live) {
  const { value: last, ...how } = course(counted, counted.at(-1)?.dt, days);
  return { region, live, last, ...how };
}

function linkOf({ region }) {
  const state = read();
  return element(
    "a",
    {
      href: write({ ...state, region: state.region === region ? "" : region }),
      "aria-current": state.region === region ? "true" : null,
    },
    element("span", { class: "code" }, region),
    element("span", { class: "name" }, nameOf(region)),
  );
}

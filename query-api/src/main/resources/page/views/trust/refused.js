// What was refused, by what tells one fault from another, with the latest examples. It is read from the gateway's
// topic, which this page reaches where one address serves both, as `./rollcall up` does.

import { ask } from "../../api/ask.js";
import { Question } from "../../api/question.js";
import { card, nothing } from "../../cards/card.js";
import { element } from "../../dom/element.js";
import { recent } from "../../address.js";
import { instant, shortDay } from "../../say/days.js";
import { whole } from "../../say/numbers.js";
import { platformName } from "../../say/platforms.js";
import { bar, label, number } from "../../tables/columns.js";
import { table } from "../../tables/table.js";

/** The topic is read from its end backwards each time: a question about long ago reads all that came since. */
const MOST_DAYS = 7;
const MOST_ROWS = 200;
const EXAMPLES = 4;
const UNAUTHORIZED = 401;
const NOT_FOUND = 404;
const COLUMNS = [
  "reason",
  "key",
  "platform",
  "app_version",
  "events",
  "accepted_since",
  "first_received_at",
  "last_received_at",
];

class Refusals extends Question {
  /** The address answers in JSON only, as its examples fit no table. */
  async file() {
    const { rows } = await ask(this);
    const lines = rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(","));
    return new Blob([[COLUMNS.join(","), ...lines, ""].join("\r\n")], { type: "text/csv" });
  }
}

/** What a spreadsheet would run as a formula has an apostrophe before it, as in the server's CSV. */
function cell(value) {
  const said = typeof value === "string" && /^[=+\-@]/.test(value) ? `'${value}` : String(value ?? "");
  return /[",\r\n]/.test(said) ? `"${said.replaceAll('"', '""')}"` : said;
}

export function refused(range) {
  const { from, to } = recent(range, MOST_DAYS);
  const question = new Refusals("/v1/rejected", { from, to, limit: MOST_ROWS });
  return card({
    title: "Refused events",
    note: `received from ${shortDay(from)} to ${shortDay(to)}; of all regions`,
    questions: [question],
    gather: async () => [await reached(question)],
    height: "small",
    draw: (answer) => answer.unreached ?? draw(answer),
  });
}

/** Where this address leads to no gateway, or events are shown to nobody: what is so, and what to do. */
async function reached(question) {
  try {
    return await ask(question);
  } catch (fault) {
    if (fault.status === NOT_FOUND) {
      return {
        unreached: nothing(
          "What was refused is with the gateways, and this address does not lead to one.",
          "Let whatever stands before this page send /v1/rejected to a gateway, or ask one from a terminal:" +
            " curl https://GATEWAY/v1/rejected. How many there were is in the table of data quality.",
        ),
      };
    }
    if (fault.status === UNAUTHORIZED) {
      return {
        unreached: nothing(
          "What clients send is shown only to who has a read token or an admin key, or sits at the server.",
          "Set rollcall.query.read-tokens.NAME, and this page asks for it. How many there were is in the table of" +
            " data quality, which is open.",
        ),
      };
    }
    throw fault;
  }
}

function draw(answer) {
  if (answer.rows.length === 0) {
    return nothing("Nothing was refused.", `Read from ${instant(answer.read_from)} on.`);
  }
  const rows = answer.rows.map((row, index) => ({ id: index, ...row }));
  return [
    element("p", { class: "soft" }, said(answer)),
    ...table({
      caption: "Refused events by reason, key, platform and version",
      memory: { key: "events", descending: true },
      search: (row) => [row.reason, row.key, row.platform, row.app_version].join(" "),
      limit: 10,
      columns: [
        label("reason", "Reason"),
        label("platform", "Platform", (row) => platformName(row.platform ?? "unknown")),
        label("app_version", "Version", (row) => version(row)),
        { ...label("key", "Key", (row) => row.key ?? "none"), kind: "text wide" },
        bar("events", rows, "series-2"),
        number("events", "Events", whole),
        { ...number("accepted_since", "Came in since", whole, "Brought in by a replay"), kind: "number wide" },
        { ...label("last_received_at", "Last", (row) => instant(row.last_received_at)), kind: "text wide" },
      ],
      rows,
    }),
    examples(answer.rows),
  ];
}

function said({ events, complete, read_from: readFrom, rows_left_out: leftOut }) {
  return [
    `${whole(events)} events`,
    complete ? "" : `those before ${instant(readFrom)} were not read: there are too many`,
    leftOut > 0 ? `${whole(leftOut)} further rows are left out` : "",
  ]
    .filter((part) => part !== "")
    .join("; ");
}

function version({ app_version: said }) {
  return said === null ? "Not said" : said === "*" ? "Rare ones" : said;
}

/** The latest of each kind, the largest kinds first. */
function examples(rows) {
  const shown = rows.filter((row) => row.samples.length > 0).slice(0, EXAMPLES);
  return shown.length === 0
    ? null
    : element(
        "section",
        { class: "examples", "aria-label": "Latest examples" },
        element("h3", {}, "Latest examples"),
        element("p", { class: "soft" }, "Letters are shown as a, digits as 9: the form is what a fault is found by."),
        shown.map((row) => example(row, row.samples[0])),
      );
}

function example(row, sample) {
  return element(
    "article",
    {},
    element(
      "p",
      {},
      element("strong", {}, row.reason),
      ` ${platformName(row.platform ?? "unknown")}, ${version(row)}, ${instant(sample.received_at)}`,
    ),
    element("p", {}, sample.detail),
    element(
      "pre",
      { tabindex: 0, role: "group", "aria-label": `Example of ${row.reason}` },
      typeof sample.event === "string" ? sample.event : JSON.stringify(sample.event, null, 1),
    ),
  );
}

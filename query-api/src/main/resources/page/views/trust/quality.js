// What clients send, and what is wrong with it: over the days, and by platform or version.

import { metric } from "../../api/question.js";
import { card, notPublished } from "../../cards/card.js";
import { choice } from "../../cards/choice.js";
import { finePercent, isKnown, whole } from "../../say/numbers.js";
import { platformName } from "../../say/platforms.js";
import { bar, label, number } from "../../tables/columns.js";
import { table } from "../../tables/table.js";
import { lines } from "../lines.js";

const WAYS = [
  ["platform", "Platform"],
  ["app_version", "Version"],
];
const COUNTS = [
  "accepted",
  "rejected",
  "duplicates",
  "late",
  "corrected",
  "clamped",
  "without_device_id",
  "without_session_id",
  "with_seq",
  "seq_gaps",
];

export function wrongOverTime(range) {
  return lines({
    title: "What is wrong with what comes in",
    note: "refused, of what was sent; late, and by a clock that was wrong, of what was accepted; of all regions",
    range,
    question: ask(range, "none"),
    size: "whole",
    format: finePercent,
    measures: [
      { key: "rejected", name: "refused", colour: "--series-2", of: shareRefused },
      { key: "corrected", name: "clock", colour: "--series-1", of: (row) => share(clock(row), row.accepted) },
      { key: "late", name: "late", colour: "--series-5", of: (row) => share(row.late, row.accepted) },
    ],
  });
}

export function quality(state, range) {
  const by = WAYS.some(([way]) => way === state.by) ? state.by : WAYS[0][0];
  return card({
    title: "Data quality",
    note: "of all events of the range and all regions; shares of what was sent, or accepted",
    questions: [ask(range, by)],
    controls: [choice("By", "by", WAYS, by)],
    height: "small",
    draw: ({ rows }) =>
      rows.length === 0 ? notPublished(range) : draw(WAYS.find(([way]) => way === by)[1], together(rows)),
  });
}

function ask(range, by) {
  return metric("quality", { from: range.from, to: range.to, by });
}

/** All days of an item; what is not known of any day is not known. */
function together(rows) {
  return [...Map.groupBy(rows, (row) => row.item)].map(([item, days]) => {
    const sums = Object.fromEntries(COUNTS.map((count) => [count, sum(days.map((day) => day[count]))]));
    return {
      id: item,
      ...sums,
      refused: shareRefused(sums),
      lateShare: share(sums.late, sums.accepted),
      clockShare: share(clock(sums), sums.accepted),
      twice: share(sums.duplicates, sums.accepted),
      noSession: share(sums.without_session_id, sums.accepted),
      noDevice: share(sums.without_device_id, sums.accepted),
      lost: share(sums.seq_gaps, isKnown(sums.seq_gaps) ? sums.with_seq + sums.seq_gaps : null),
    };
  });
}

function sum(values) {
  const known = values.filter(isKnown);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

function share(part, of) {
  return isKnown(part) && of > 0 ? part / of : null;
}

function shareRefused({ accepted, rejected }) {
  return share(rejected, accepted + rejected);
}

function clock({ corrected, clamped }) {
  return isKnown(corrected) ? corrected + (clamped ?? 0) : null;
}

function draw(way, rows) {
  return table({
    caption: `Data quality by ${way.toLowerCase()}`,
    memory: { key: "accepted", descending: true },
    search: (row) => name(row.id),
    limit: 10,
    columns: [
      label("id", way, (row) => name(row.id)),
      number("accepted", "Accepted", whole),
      { ...number("rejected", "Refused", whole), kind: "number wide" },
      bar("refused", rows, "series-2"),
      number("refused", "Of sent", finePercent, "Refused, of what was sent"),
      number("lateShare", "Late", finePercent, "Received when their day had left the live window"),
      number("clockShare", "Clock", finePercent, "By a clock that was wrong by more than a minute, or ahead"),
      { ...number("twice", "Twice", finePercent, "Sent again, and counted once"), kind: "number wide" },
      { ...number("noSession", "No session", finePercent, "Without a session_id"), kind: "number wide" },
      { ...number("noDevice", "No device", finePercent, "Without a device_id"), kind: "number wide" },
      { ...number("lost", "Missing", finePercent, "Missing from seq: an estimate"), kind: "number wide" },
    ],
    rows,
  });
}

/** A platform, or a platform and a version: tv/4.2.0. */
function name(item) {
  const slash = item.indexOf("/");
  return slash < 0
    ? platformName(item)
    : `${platformName(item.slice(0, slash))} ${versionName(item.slice(slash + 1))}`;
}

function versionName(version) {
  return version === "unknown" ? "not said" : version === "other" ? "rare ones" : version;
}

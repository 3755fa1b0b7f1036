// How well plays begin and go on, in the words of CTA-2066.

import { days, slice } from "../address.js";
import { metric } from "../api/question.js";
import { choice } from "../cards/choice.js";
import { finePercent, millis, whole } from "../say/numbers.js";
import { platformName } from "../say/platforms.js";
import { bar, label, number } from "../tables/columns.js";
import { dayTable } from "./day-table.js";
import { lines } from "./lines.js";

const WAYS = [
  ["platform", "Platform"],
  ["app_version", "Version"],
  ["cdn", "CDN"],
];

export function parts(state) {
  const range = days(state);
  const ask = (by) => metric("playback", { from: range.from, to: range.to, ...slice(state), by });
  const all = ask("none");
  return [
    lines({
      title: "Plays that fail",
      note: "VSF: an error before the first frame; EBVS: left before it; VPF: ended by an error after it",
      range,
      question: all,
      format: finePercent,
      measures: [
        { key: "vsf_rate", name: "VSF", colour: "--series-2" },
        { key: "ebvs_rate", name: "EBVS", colour: "--series-1" },
        { key: "vpf_rate", name: "VPF", colour: "--series-5" },
      ],
    }),
    lines({
      title: "Time to the first frame",
      note: "VST of the plays that say it",
      range,
      question: all,
      format: millis,
      measures: [
        { key: "vst_p50_ms", name: "half", colour: "--series-1" },
        { key: "vst_p95_ms", name: "19 of 20", colour: "--series-2" },
      ],
    }),
    dayTable({
      title: "Where",
      note: "a rate of few attempts is mostly chance",
      range,
      question: ask(state.by),
      controls: [choice("By", "by", WAYS, state.by)],
      height: "small",
      memory: { key: "attempts", descending: true },
      columns: (rows) => [
        label("item", WAYS.find(([way]) => way === state.by)[1], ({ item }) =>
          state.by === "platform" ? platformName(item) : item,
        ),
        number("attempts", "Attempts", whole),
        bar("vsf_rate", rows, "series-2"),
        number("vsf_rate", "VSF", finePercent, "Ended by an error before the first frame"),
        number("ebvs_rate", "EBVS", finePercent, "Left before the first frame"),
        number("vpf_rate", "VPF", finePercent, "Ended by an error after the first frame"),
        number("vst_p50_ms", "Start, half", millis),
        { ...number("vst_p95_ms", "Start, 19 of 20", millis), kind: "number wide" },
        { ...number("rebuffering_ratio", "Rebuffering", finePercent), kind: "number wide" },
      ],
    }),
    lines({
      title: "Rebuffering",
      note: "stalling over stalling and playing",
      range,
      question: all,
      size: "whole",
      format: finePercent,
      measures: [{ key: "rebuffering_ratio", name: "", colour: "--series-1" }],
    }),
  ];
}

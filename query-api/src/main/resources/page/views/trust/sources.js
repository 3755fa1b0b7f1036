// How old each source is.

import { plain } from "../../api/ask.js";
import { card } from "../../cards/card.js";
import { fact, facts } from "../../cards/facts.js";
import { element, setText } from "../../dom/element.js";
import { instant } from "../../say/days.js";
import { duration, NOTHING, whole } from "../../say/numbers.js";
import { reading } from "../../say/prometheus.js";

export function sources() {
  const lag = element("dd", { class: "figure" }, NOTHING);
  const asOf = element("dd", { class: "soft" }, "live counters");
  const part = card({
    title: "How old the sources are",
    questions: [],
    gather: async () => [reading(await plain("/q/metrics"))],
    size: "half",
    height: "small",
    draw: (said) => [
      facts(
        fact("Live counters", lag, asOf),
        fact(
          "Archive lag",
          duration(said.largest("rollcall_archive_lag_seconds")),
          said.largest("rollcall_archive_lag_seconds") === null
            ? "not known in this process"
            : "exact figures can be no newer",
        ),
        fact("To be counted", whole(said.sum("rollcall_rollup_lag_records")), "records, by the live counters"),
        fact(
          "Refused events",
          whole(said.sum("rollcall_ingest_events_total", { outcome: "rejected" })),
          refusals(said),
        ),
      ),
    ],
  });

  function hear(moment) {
    setText(lag, moment.lag_seconds === null ? NOTHING : duration(moment.lag_seconds));
    setText(asOf, `as of ${instant(moment.as_of)}`);
  }

  return { ...part, hear };
}

function refusals(said) {
  const reasons = said.by("rollcall_ingest_events_total", "reason", { outcome: "rejected" });
  const named = [...reasons]
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${reason} ${whole(count)}`);
  return named.length === 0 ? "since the start" : `since the start: ${named.join(", ")}`;
}

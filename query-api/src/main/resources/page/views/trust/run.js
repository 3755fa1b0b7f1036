// The last run that published days exactly.

import { Question } from "../../api/question.js";
import { card, nothing } from "../../cards/card.js";
import { fact, facts } from "../../cards/facts.js";
import { instant, shortDay } from "../../say/days.js";
import { duration, NOTHING, whole } from "../../say/numbers.js";

const SAID = {
  waiting_for_archive: "waiting for the archive",
  counting: "counting",
  publishing: "publishing",
  working_out: "working out metrics",
  done: "done",
  failed: "failed",
};

export function lastRun() {
  return card({
    title: "The last run",
    questions: [new Question("/v1/reconciliations/status")],
    size: "half",
    height: "small",
    draw: (run) =>
      run.state === "never_run"
        ? nothing("No run since the service was started.", "One runs at 02:30 UTC; ./rollcall reconcile runs one now.")
        : facts(
            fact(
              "State",
              SAID[run.state] ?? run.state,
              run.detail ?? (run.ended_at ? `ended ${instant(run.ended_at)}` : `since ${instant(run.since)}`),
            ),
            fact("Days", run.days === undefined ? NOTHING : whole(run.days), published(run.published)),
            fact("Took", took(run), run.as_of ? `everything received up to ${instant(run.as_of)}` : ""),
            fact(
              "Failed parts",
              whole(run.failures?.length ?? 0),
              run.failures?.map(({ metric, detail }) => `${metric ?? "the day"}: ${detail}`).join("; ") || "none",
            ),
          ),
  });
}

function published(days) {
  return days?.length ? `${shortDay(days[0].dt)} to ${shortDay(days.at(-1).dt)}` : "";
}

function took(run) {
  return run.ended_at && run.since ? duration((Date.parse(run.ended_at) - Date.parse(run.since)) / 1_000) : NOTHING;
}

// The first event: what to send, and what was made of it.

import { Question } from "../api/question.js";
import { plain } from "../api/ask.js";
import { copy, deed } from "../cards/deed.js";
import { fact, facts } from "../cards/facts.js";
import { element } from "../dom/element.js";
import { today } from "../say/days.js";
import { duration, whole } from "../say/numbers.js";
import { nameOf } from "../say/regions.js";

const LEAST_PROFILE = 9_000_000_000;

export function parts() {
  // A number that nobody else has sent, so that what comes back is this event and no other.
  const profile = LEAST_PROFILE + Math.floor(Math.random() * 1_000_000_000);
  return [send(profile), wait(profile)];
}

function send(profile) {
  return {
    element: element(
      "section",
      { class: "card", "aria-label": "Send an event" },
      element("header", {}, element("h2", {}, "Send an event")),
      element("p", { class: "soft" }, "From a terminal:"),
      snippet("curl", curl(profile)),
      element(
        "p",
        { class: "soft" },
        "With a write key configured, add -H 'Authorization: Bearer WRITE_KEY'. From a program it is the same:",
      ),
      snippet("JavaScript", script(profile)),
      element(
        "p",
        { class: "soft" },
        "A file of events, one JSON object a line: ./rollcall import events.ndjson.gz. ",
        "Days that are over are counted at 02:30 UTC, or now: ./rollcall reconcile.",
      ),
    ),
  };
}

function snippet(name, text) {
  return element(
    "div",
    { class: "snippet" },
    element("pre", { tabindex: 0, role: "group", "aria-label": name }, text),
    deed({ name: "Copy", label: `Copy the ${name} snippet`, done: "Copied", kind: "", work: () => copy(text) }),
  );
}

function curl(profile) {
  return `curl -i ${location.origin}/v1/events -H 'Content-Type: application/json' -d '{
  "profile_id": ${profile}, "event_name": "play", "event_time": "'"$(date -u +%FT%TZ)"'",
  "region": "US", "title_id": 7, "duration_sec": 1200 }'`;
}

function script(profile) {
  return `fetch("${location.origin}/v1/events", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ profile_id: ${profile}, event_name: "play", event_time: new Date().toISOString(),
    region: "US", title_id: 7, duration_sec: 1200 }),
});`;
}

/** Looks, each time that the live stream says something, until the profile has been seen. */
function wait(profile) {
  const said = element(
    "div",
    { class: "body small", role: "status" },
    element("p", {}, `Waiting for your first event, of profile ${profile}.`),
  );
  const root = element(
    "section",
    { class: "card", "aria-label": "Your event" },
    element("header", {}, element("h2", {}, "Your event")),
    said,
  );
  const question = new Question(`/v1/profiles/${profile}/engagement`, { from: today(), to: today() });
  let isBusy = false;
  let isThere = false;

  async function hear() {
    if (isBusy || isThere) {
      return;
    }
    isBusy = true;
    try {
      const { rows } = JSON.parse(await plain(question.address, "application/json"));
      if (rows.length > 0) {
        isThere = true;
        said.replaceChildren(...made(rows[0]));
      }
    } catch (fault) {
      said.replaceChildren(element("p", {}, fault.message));
    } finally {
      isBusy = false;
    }
  }

  return { element: root, hear };
}

function made(row) {
  return [
    element("p", {}, element("strong", {}, "It has arrived."), " This is what was made of it:"),
    facts(
      fact("Day, UTC", row.dt),
      fact("Region", `${row.region} ${nameOf(row.region)}`),
      fact("Plays", whole(row.play_events)),
      fact("Watched", duration(row.total_watch_time_sec)),
      fact("Status", row.status),
    ),
    element("p", {}, "It is counted in the ", element("a", { href: "/" }, "overview"), " already."),
  ];
}

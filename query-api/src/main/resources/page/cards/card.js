// A card asks its questions, and shows what is answered, what is missing, or what went wrong. Its size does not change
// while it loads, and what it shows stays until there is something newer.

import { ask, csv, forget } from "../api/ask.js";
import { element } from "../dom/element.js";
import { copy, deed } from "./deed.js";

/**
 * `draw` gets the answers in the order of `questions` and returns nodes. `size` is whole or half; `height` keeps
 * the place of what is not there yet: low, small, medium, tall. `gather` brings what is drawn, where that is not
 * what the questions answer.
 */
export function card({
  title,
  note = "",
  questions,
  gather = () => Promise.all(questions.map(ask)),
  draw,
  size = "whole",
  height = "medium",
  controls = [],
}) {
  const body = element("div", { class: `body ${height}` }, element("p", { class: "loading soft" }, "Loading"));
  const root = element(
    "section",
    { class: `card ${size}`, "aria-label": title, "aria-busy": "true" },
    element(
      "header",
      {},
      element("h2", {}, title),
      element("div", { class: "actions" }, controls, questions.length === 0 ? [] : actions(title, questions)),
    ),
    note === "" ? null : element("p", { class: "soft note" }, note),
    body,
  );
  let latest = 0;

  async function load() {
    const mine = ++latest;
    let nodes;
    try {
      nodes = draw(...(await gather()));
    } catch (fault) {
      nodes = failure(fault, () => {
        forget();
        load();
      });
    }
    if (mine === latest) {
      body.replaceChildren(...[nodes].flat());
      root.setAttribute("aria-busy", "false");
    }
  }

  return { element: root, load };
}

/** What to say where there is nothing to show. */
export function nothing(what, advice) {
  return element("div", { class: "nothing" }, element("p", {}, what), element("p", { class: "soft" }, advice));
}

/** Why a metric that is counted from whole days has no rows. */
export function notPublished(range) {
  return nothing(
    `There is nothing for ${range.from} to ${range.to}.`,
    "Today is counted as it comes in, other days by the nightly run at 02:30 UTC, or now by ./rollcall reconcile.",
  );
}

function failure(fault, again) {
  return element(
    "div",
    { class: "nothing", role: "alert" },
    element("p", {}, fault.message),
    element("p", { class: "soft" }, advice(fault)),
    element("button", { type: "button", click: again }, "Try again"),
  );
}

function advice(fault) {
  switch (fault.code) {
    case "range_too_long":
    case "question_too_costly":
      return "Choose a shorter range: questions with choices of their own look at 31 days at most.";
    case "unauthorized":
      return "This server asks for a read token; the form above takes it.";
    case "unknown_experiment":
      return "No day that is counted has an exposure of it. Is the key spelled as in the events?";
    default:
      return fault.status === undefined ? "Is the server running, and reachable from here?" : "";
  }
}

function actions(title, questions) {
  const lines = () => questions.map((question) => question.curl).join("\n");
  return [
    deed({ name: "CSV", label: `CSV of ${title}`, work: () => save(questions) }),
    deed({ name: "curl", label: `Copy ${title} as curl`, done: "copied", work: () => copy(lines()) }),
  ];
}

/** A question whose answer is no CSV makes its file itself. */
async function save(questions) {
  for (const question of questions) {
    const address = URL.createObjectURL(await (question.file?.() ?? csv(question)));
    element("a", { href: address, download: question.fileName }).click();
    URL.revokeObjectURL(address);
  }
}

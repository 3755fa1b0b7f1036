// The page: a frame that stays, and one view at a time. A view is a list of parts, each with an element, and maybe with
// load, which asks for what it shows, and hear, which is told each moment of the live stream.

import { read, write } from "./address.js";
import { forget } from "./api/ask.js";
import { listen } from "./api/live.js";
import { Filters } from "./frame/filters.js";
import { askForToken } from "./frame/lock.js";
import { Navigation } from "./frame/navigation.js";
import { describe, drawState } from "./frame/state.js";
import { VIEWS } from "./views/all.js";

/** Figures of the open day move; published ones seldom do. */
const REFRESH_MS = 60_000;
const LOOK_MS = 5_000;

const main = document.getElementById("view");
const navigation = new Navigation(document.getElementById("views"));
const filters = new Filters(document.getElementById("filters"));
let parts = [];
let latest = null;
let shown = "";
let asked = Date.now();

function show() {
  const state = read();
  const view = VIEWS.get(state.view) ?? VIEWS.get("overview");
  navigation.show(state);
  filters.show(state, view);
  const isSame = shown === state.view;
  const height = main.offsetHeight;
  parts = view.parts(state);
  // What was there keeps its room until the new figures have come, so that the page does not jump.
  main.style.minHeight = isSame ? `${height}px` : "";
  main.replaceChildren(...parts.map((part) => part.element));
  document.title = `${view.name} · Rollcall`;
  if (!isSame) {
    scrollTo(0, 0);
  }
  shown = state.view;
  const drawn = parts;
  if (latest) {
    parts.forEach((part) => part.hear?.(latest));
  }
  Promise.all(parts.map((part) => part.load?.())).then(() => {
    if (drawn === parts) {
      main.style.minHeight = "";
    }
  });
}

/** Not while somebody reads a tip or a table behind a chart, or fills something in: drawing anew would close it. */
function refresh() {
  const isRead = main.matches(":focus-within") || main.querySelector(".tip:not([hidden]), details[open]") !== null;
  if (!document.hidden && !isRead && Date.now() - asked >= REFRESH_MS) {
    forget();
    asked = Date.now();
    parts.forEach((part) => part.load?.());
  }
}

function follow(clicked) {
  const link = clicked.target.closest?.("a[href]");
  const isPlain = clicked.button === 0 && !clicked.metaKey && !clicked.ctrlKey && !clicked.shiftKey;
  if (link && isPlain && !link.target && /^\/(\?|$)/.test(link.getAttribute("href"))) {
    clicked.preventDefault();
    if (link.getAttribute("href") !== write(read())) {
      history.pushState(null, "", link.getAttribute("href"));
    }
    show();
  }
}

addEventListener("popstate", show);
document.addEventListener("click", follow);
document.addEventListener("visibilitychange", refresh);
setInterval(refresh, LOOK_MS);
show();
listen({
  hear: (moment) => {
    latest = moment;
    const { state, notice } = describe(moment);
    drawState(state, notice);
    parts.forEach((part) => part.hear?.(moment));
  },
  problem: ({ detail }) => drawState("waiting", `The live figures below are old: ${detail}.`),
  broken: (why, seconds) => drawState("broken", `${why} Trying again in ${seconds} s. What is shown is as it was.`),
  paused: () => drawState("paused", ""),
  locked: async () => {
    await askForToken();
    forget();
    show();
  },
});

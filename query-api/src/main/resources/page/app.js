// The page: a frame that stays, and one view at a time. The module of a view exports parts, which makes its list of parts of
// what the address says, each with an element, and maybe with load, which asks for what it shows, and hear, which is told
// each moment of the live stream.

import { read, write } from "./address.js";
import { forget } from "./api/ask.js";
import { listen } from "./api/live.js";
import { element } from "./dom/element.js";
import { Filters } from "./frame/filters.js";
import { askForToken } from "./frame/lock.js";
import { Navigation } from "./frame/navigation.js";
import { describe, drawState } from "./frame/state.js";
import { VIEWS } from "./views/all.js";

/** Figures of the open day move; published ones seldom do. */
const REFRESH_MS = 60_000;
const LOOK_MS = 5_000;
const FIRST = "overview";

const main = document.getElementById("view");
const navigation = new Navigation(document.getElementById("views"));
const filters = new Filters(document.getElementById("filters"));
let parts = [];
let turns = 0;
let latest = null;
let shown = "";
let asked = Date.now();

async function show() {
  const state = read();
  const view = VIEWS.get(state.view) ?? VIEWS.get(FIRST);
  const turn = ++turns;
  navigation.show(state);
  filters.show(state, view);
  document.title = `${view.name} · Rollcall`;
  const drawn = await partsOf(view, state);
  if (turn === turns) {
    await draw(drawn, state.view);
  }
}

async function partsOf(view, state) {
  try {
    return (await view.code()).parts(state);
  } catch (fault) {
    console.warn(fault);
    return [
      {
        element: element(
          "p",
          { class: "notice", role: "alert" },
          `${view.name} could not be fetched: the server is away, or has become another version. `,
          element("a", { href: write(state), target: "_self" }, "Load the page again"),
        ),
      },
    ];
  }
}

async function draw(drawn, name) {
  const isSame = shown === name;
  // What was there keeps its room until the new figures have come, so that the page does not jump.
  main.style.minHeight = isSame ? `${main.offsetHeight}px` : "";
  parts = drawn;
  main.replaceChildren(...parts.map((part) => part.element));
  if (!isSame) {
    scrollTo(0, 0);
  }
  shown = name;
  if (latest) {
    parts.forEach((part) => part.hear?.(latest));
  }
  await Promise.all(parts.map((part) => part.load?.()));
  if (drawn === parts) {
    main.style.minHeight = "";
  }
}

/** So that they are there at once, and still when the server has become another version. */
function fetchOtherViews() {
  const idle = globalThis.requestIdleCallback ?? setTimeout;
  idle(() => VIEWS.forEach((view) => view.code().catch((fault) => console.warn(fault))));
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
show().then(fetchOtherViews);
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

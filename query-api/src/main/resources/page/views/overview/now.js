// What the live stream says of this moment.

import { element, setText } from "../../dom/element.js";
import { NOTHING, tenths, whole } from "../../say/numbers.js";
import { ofAll } from "../../say/platforms.js";
import { nameOf } from "../../say/regions.js";

export function now(state) {
  const wanted = state.region || "*";
  const figure = (id) => element("dd", { id, class: "figure" }, NOTHING);
  const dau = figure("dau");
  const active = figure("active-now");
  const rate = figure("rate");
  const plays = figure("plays");
  const asOf = element("dd", { class: "soft", id: "as-of" }, "\u00a0");
  const interval = element("dd", { class: "soft" }, "in five minutes");
  const root = element(
    "dl",
    { class: "now", "aria-label": "Now" },
    element(
      "div",
      { class: "first" },
      element("dt", {}, "Active today", element("span", { class: "soft" }, ` ${nameOf(wanted)}${ofAll(state)}`)),
      dau,
      asOf,
    ),
    element("div", {}, element("dt", {}, "Active now"), active, interval),
    element(
      "div",
      {},
      element("dt", {}, "Events per second"),
      rate,
      element("dd", { class: "soft" }, "over the last seconds"),
    ),
    element("div", {}, element("dt", {}, "Plays today"), plays, element("dd", { class: "soft" }, "exact")),
  );

  function hear(moment) {
    const all = moment.regions.find(({ region }) => region === "*");
    const one =
      moment.regions.find(({ region }) => region === wanted) ??
      (all && {
        ...all,
        dau: 0,
        play_events: 0,
        events_per_second: 0,
        active_now: 0,
        active_now_low: 0,
        active_now_high: 0,
      });
    if (!one) {
      return;
    }
    setText(dau, whole(one.dau));
    setText(plays, whole(one.play_events));
    setText(rate, tenths(one.events_per_second));
    setText(active, whole(one.active_now));
    setText(
      interval,
      one.active_now === null
        ? "not known: the counters are behind"
        : `${whole(one.active_now_low)} to ${whole(one.active_now_high)}, in 5 min`,
    );
    const until = moment.as_of === null ? "a moment not known yet" : `${moment.as_of.slice(11, 19)} UTC`;
    setText(asOf, `live, ${moment.method}, as of ${until}`);
  }

  return { element: root, hear };
}

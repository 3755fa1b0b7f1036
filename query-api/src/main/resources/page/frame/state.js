// How the live stream does, in a word beside the name of the page.

import { setText } from "../dom/element.js";
import { duration } from "../say/numbers.js";

/** Above this the figures are called behind; a worker that keeps up is well below a second. */
const BEHIND_SECONDS = 10;

const STATES = {
  connecting: "Connecting",
  live: "Live",
  behind: "Live, behind",
  waiting: "Waiting for the counters",
  broken: "Not connected",
  locked: "Locked",
  paused: "Paused while hidden",
};

/** What to say of a moment as a whole. */
export function describe(moment) {
  if (moment.regions.length === 0) {
    return { state: "waiting", notice: "The counters of today are not whole yet; live figures appear once they are." };
  }
  if (moment.lag_seconds !== null && moment.lag_seconds > BEHIND_SECONDS) {
    return { state: "behind", notice: `The counters are ${duration(moment.lag_seconds)} behind and catching up.` };
  }
  return { state: "live", notice: "" };
}

export function drawState(state, notice) {
  const said = document.getElementById("notice");
  document.body.dataset.state = state;
  setText(document.getElementById("state"), STATES[state]);
  setText(said, notice);
  said.hidden = notice === "";
}

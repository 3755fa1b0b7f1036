import { frames, RefusedError } from "./stream.js";
import { describe, draw, drawState } from "./board.js";

// The page's one loop: open the stream, draw what it says, and open it again when it ends.

const TOKEN = "rollcall.read-token";
const STREAM = "/v1/live";
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const OPENING_MS = 15_000;
/** An event comes each second; five seconds without one are a broken stream. */
const SILENCE_MS = 5_000;

const form = document.getElementById("ask");

async function listen() {
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    try {
      for await (const frame of frames(STREAM, sessionStorage.getItem(TOKEN), OPENING_MS, SILENCE_MS)) {
        pause = FIRST_PAUSE_MS;
        show(frame);
      }
      drawState("broken", `The server ended the stream. Trying again in ${seconds(pause)}.`);
    } catch (fault) {
      if (fault instanceof RefusedError && fault.status === 401) {
        await askForToken();
        continue;
      }
      drawState("broken", `${fault.message} Trying again in ${seconds(pause)}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

function show(frame) {
  if (frame.event === "problem") {
    drawState("waiting", `The figures below are old: ${frame.data.detail}.`);
    return;
  }
  draw(frame.data);
  const { state, notice } = describe(frame.data);
  drawState(state, notice);
}

function askForToken() {
  const refusedBefore = sessionStorage.getItem(TOKEN) !== null;
  sessionStorage.removeItem(TOKEN);
  drawState("locked", refusedBefore ? "That token was not accepted." : "");
  form.hidden = false;
  form.elements.token.focus();
  return new Promise((resolve) => {
    form.addEventListener(
      "submit",
      (submitted) => {
        submitted.preventDefault();
        sessionStorage.setItem(TOKEN, form.elements.token.value.trim());
        form.reset();
        form.hidden = true;
        drawState("connecting", "");
        resolve();
      },
      { once: true },
    );
  });
}

function seconds(millis) {
  return `${Math.round(millis / 1_000)} s`;
}

listen();

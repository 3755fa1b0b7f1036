// The one loop over the live stream: opens it, hands on what it says, and opens it again when it ends. A page that
// nobody looks at does not listen.

import { RefusedError } from "./refusal.js";
import { frames } from "./stream.js";

const STREAM = "/v1/live";
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const OPENING_MS = 15_000;
/** An event comes each second; five seconds without one are a broken stream. */
const SILENCE_MS = 5_000;
const LOCKED = 401;

/**
 * Listens for good. `hear` gets a moment, or a problem with a detail; `broken` why there is nothing to hear and in how
 * many seconds it is tried again; `locked` is waited for when a token is asked for; `paused` is called when nobody
 * looks.
 */
export async function listen({ hear, problem, broken, locked, paused }) {
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    if (document.hidden) {
      paused();
      await shown();
    }
    const away = hiding();
    try {
      for await (const frame of frames(STREAM, away.signal, OPENING_MS, SILENCE_MS)) {
        pause = FIRST_PAUSE_MS;
        (frame.event === "problem" ? problem : hear)(frame.data);
      }
      broken("The server ended the stream.", seconds(pause));
    } catch (fault) {
      if (away.signal.aborted) {
        continue;
      }
      if (fault instanceof RefusedError && fault.status === LOCKED) {
        await locked();
        continue;
      }
      broken(fault.message, seconds(pause));
    } finally {
      away.stop();
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

function shown() {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.hidden) {
        document.removeEventListener("visibilitychange", look);
        resolve();
      }
    };
    document.addEventListener("visibilitychange", look);
  });
}

/** A signal that the page was hidden. */
function hiding() {
  const abort = new AbortController();
  const look = () => {
    if (document.hidden) {
      abort.abort();
    }
  };
  document.addEventListener("visibilitychange", look);
  return { signal: abort.signal, stop: () => document.removeEventListener("visibilitychange", look) };
}

function seconds(millis) {
  return Math.round(millis / 1_000);
}

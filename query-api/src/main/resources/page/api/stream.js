// Server-sent events by fetch: EventSource cannot send an Authorization header.

import { RefusedError } from "./refusal.js";
import { authorization } from "./token.js";

/**
 * The events of a stream, until it ends. Throws when it breaks, has not begun after `openingMillis`, or then says
 * nothing for `silenceMillis`. `outside` ends it at once.
 */
export async function* frames(address, outside, openingMillis, silenceMillis) {
  const abort = new AbortController();
  const watch = new Watch(() => abort.abort());
  const signal = AbortSignal.any([abort.signal, outside]);
  watch.restart(openingMillis);
  try {
    const reader = await open(address, signal);
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      watch.restart(silenceMillis);
      text += value;
      const events = text.split("\n\n");
      text = events.pop();
      yield* events.map(parse).filter((event) => event !== null);
    }
  } catch (fault) {
    if (fault instanceof RefusedError) {
      throw fault;
    }
    throw new Error(abort.signal.aborted ? "The stream has gone silent." : "The server does not answer.", {
      cause: fault,
    });
  } finally {
    watch.stop();
    abort.abort();
  }
}

async function open(address, signal) {
  const headers = { Accept: "text/event-stream", ...authorization() };
  const response = await fetch(address, { headers, signal, cache: "no-store" });
  if (!response.ok) {
    throw await RefusedError.of(response);
  }
  return response.body.pipeThrough(new TextDecoderStream()).getReader();
}

/** One event's lines; comments and events without data are nothing. */
function parse(block) {
  let event = "message";
  const data = [];
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") {
      event = value;
    } else if (field === "data") {
      data.push(value);
    }
  }
  return data.length === 0 ? null : { event, data: JSON.parse(data.join("\n")) };
}

/** Calls out when it was not restarted in time. */
class Watch {
  constructor(call) {
    this.call = call;
  }

  restart(millis) {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.call, millis);
  }

  stop() {
    clearTimeout(this.timer);
  }
}

// Asks the server, once for all who want to know the same, and again where it says that it is busy.

import { Gate } from "./gate.js";
import { RefusedError } from "./refusal.js";
import { authorization } from "./token.js";

const KEPT = 200;
const TRIES = 4;
const LONGEST_WAIT_MS = 10_000;
const BUSY = 503;
const answers = new Map();
/** Answers that the server works out while it is asked: it does few at a time, for all who ask. */
const workedOut = new Gate(1);
const kept = new Gate(4);

/** The answer as JSON. */
export function ask(question) {
  const known = answers.get(question.address);
  if (known) {
    return known;
  }
  const gate = question.isWorkedOut ? workedOut : kept;
  const answer = gate.through(() => patient(question.address, "application/json").then((response) => response.json()));
  answers.set(question.address, answer);
  answer.catch(() => answers.delete(question.address));
  if (answers.size > KEPT) {
    answers.delete(answers.keys().next().value);
  }
  return answer;
}

/** From now on everything is asked anew. */
export function forget() {
  answers.clear();
}

export async function csv(question) {
  return (await patient(question.address, "text/csv")).blob();
}

/** What is asked once and not kept: what the server says of its own running. */
export async function plain(address, accept = "text/plain") {
  return (await patient(address, accept)).text();
}

async function patient(address, accept) {
  for (let tries = 1; ; tries++) {
    const response = await send(address, accept);
    if (response.ok) {
      return response;
    }
    if (response.status !== BUSY || tries === TRIES) {
      throw await RefusedError.of(response);
    }
    const seconds = Number(response.headers.get("Retry-After") ?? 1);
    await new Promise((resolve) => setTimeout(resolve, Math.min(seconds * 1_000, LONGEST_WAIT_MS)));
  }
}

async function send(address, accept) {
  try {
    return await fetch(address, { headers: { Accept: accept, ...authorization() } });
  } catch (fault) {
    throw new Error("The server does not answer.", { cause: fault });
  }
}

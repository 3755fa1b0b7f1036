/*
 * Rollcall's client for pages.
 *
 *   <script src="https://events.example.com/rollcall.js"></script>
 *   const rollcall = Rollcall({
 *     key: "WRITE_KEY",
 *     common: { profile_id: 42, region: "US", app_version: "5.1" },   // of every event
 *     onRejected: (event, { reason, detail }) => console.warn(reason, detail),
 *   });
 *   rollcall.send({ event_name: "play", title_id: 7 });
 *
 * Events are kept in localStorage until the gateway has answered, each under a name of its own, so that several tabs
 * need not agree about anything: whichever sends, an event has the same event_id, and counts once.
 */
(function () {
  const RETRIED = (status) => status === 408 || status === 429 || status >= 500;
  // Browsers let pages that are left behind send 64 KiB in all.
  const KEEPALIVE_BYTES = 60000;
  const BATCH_BYTES = 48000;
  const LONGEST_ASKED = 3600000;
  const HOME = document.currentScript?.src;

  const bytes = (text) => new Blob([text]).size;
  const uuid = () =>
    crypto.randomUUID
      ? crypto.randomUUID()
      : // Only pages of https have the above.
        "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
          (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));

  // The same as localStorage for a page that may have none; then events do not survive it.
  function memory() {
    const items = new Map();
    return {
      names: () => [...items.keys()],
      getItem: (name) => items.get(name) ?? null,
      setItem: (name, value) => void items.set(name, value),
      removeItem: (name) => void items.delete(name),
    };
  }

  function disk() {
    try {
      const storage = localStorage;
      storage.setItem("rollcall", "");
      storage.removeItem("rollcall");
      return {
        names: () => Object.keys(storage),
        getItem: (name) => storage.getItem(name),
        setItem: (name, value) => storage.setItem(name, value),
        removeItem: (name) => storage.removeItem(name),
      };
    } catch {
      return memory();
    }
  }

  function Rollcall({
    key,
    url = HOME, // where the gateway is
    common = {},
    batch = 100, // events a request
    interval = 5000, // ms between an event and its request
    timeout = 30000, // ms that an answer may take
    bound = 1000, // events that wait at most; the oldest are dropped
    longest = 300000, // ms between two attempts at most
    onRejected = () => {},
  }) {
    if (!url) throw new Error("Rollcall needs the url of the gateway");
    const home = new URL("/v1/events", url).href;
    const prefix = `rollcall ${home} ${key} `;
    const waiting = prefix + "wait"; // until when no tab tries again
    const isEvent = (name) => name.startsWith(prefix) && name !== waiting;
    const store = disk();
    const own = new Set(); // the names of this page's events
    const flying = new Set(); // those that are on their way
    let count = 0;
    let failures = 0;
    let timer;
    let running;

    const queued = () => store.names().filter(isEvent).sort();
    const forget = (name) => {
      store.removeItem(name);
      own.delete(name);
    };
    const reject = (text, reason, detail) => {
      try {
        onRejected(JSON.parse(text), { reason, detail });
      } catch (error) {
        console.error(error);
      }
    };
    const drop = (name) => {
      const text = store.getItem(name);
      forget(name);
      if (text) reject(text, "queue_full", "too many events wait; the oldest was dropped");
    };

    function send(event) {
      const whole = { event_id: uuid(), event_time: new Date().toISOString(), platform: "web", ...common, ...event };
      // Names sort by time; events of one page within a millisecond by their count.
      const name = prefix + Date.now().toString(36).padStart(9, "0") + (count++).toString(36).padStart(6, "0") + whole.event_id;
      const names = queued();
      names.slice(0, Math.max(0, names.length + 1 - bound)).forEach(drop);
      const text = JSON.stringify(whole);
      try {
        store.setItem(name, text);
        own.add(name);
        schedule(interval);
      } catch {
        reject(text, "queue_full", "the browser's storage is full");
      }
      return whole.event_id;
    }

    function schedule(delay) {
      timer ??= setTimeout(() => {
        timer = undefined;
        flush();
      }, delay);
    }

    // The next request's events: as many as may go, and at least one.
    function next(names, most) {
      const taken = [];
      let size = 100;
      for (const name of names) {
        const text = store.getItem(name);
        if (!text || flying.has(name)) continue; // another tab has sent it, or this one does
        size += bytes(text) + 1;
        if (taken.length && (size > BATCH_BYTES || taken.length >= most)) break;
        taken.push({ name, text });
      }
      return taken;
    }

    // What the clock says now, at each attempt: a wrong clock is set right by it.
    const body = (events) =>
      `{"sent_at":"${new Date().toISOString()}","events":[${events.map(({ text }) => text).join(",")}]}`;

    const address = home + (key ? "?key=" + encodeURIComponent(key) : "");

    // Text, with the key in the address: a browser asks no leave for that, which would be a second request.
    const post = (text, signal) =>
      fetch(address, {
        method: "POST",
        body: text,
        headers: { "Content-Type": "text/plain" },
        credentials: "omit",
        keepalive: bytes(text) < KEEPALIVE_BYTES,
        signal,
      });

    const until = () => {
      const left = Number(store.getItem(waiting)) - Date.now();
      return left > 0 && left <= 1.2 * LONGEST_ASKED ? left : 0; // a clock may have been set
    };

    // Exponential, with jitter, and never before the gateway wants it.
    function pause(retryAfter) {
      const backoff = Math.min(longest, 1000 * 2 ** failures++);
      const asked = Math.min(LONGEST_ASKED, (Number(retryAfter) || 0) * 1000);
      const delay = Math.max(asked * (1 + Math.random() / 5), backoff * (0.5 + Math.random() / 2));
      try {
        store.setItem(waiting, String(Date.now() + delay));
      } catch {
        // A full storage: then only this page waits.
      }
      schedule(delay);
    }

    // Sends one batch; false when it has to wait.
    async function attempt(events) {
      let answer;
      events.forEach(({ name }) => flying.add(name));
      try {
        const response = await post(body(events), AbortSignal.timeout?.(timeout));
        if (RETRIED(response.status)) {
          pause(response.headers.get("Retry-After"));
          return false;
        }
        answer = { status: response.status, ...(await response.json().catch(() => ({}))) };
      } catch {
        pause(); // no answer
        return false;
      } finally {
        events.forEach(({ name }) => flying.delete(name));
      }
      failures = 0;
      store.removeItem(waiting);
      if (answer.status === 413 && events.length > 1) {
        batch = events.length >> 1;
        return true;
      }
      events.forEach(({ name }) => forget(name));
      if (answer.rejected?.length) {
        answer.rejected.forEach(({ index, reason, detail }) => events[index] && reject(events[index].text, reason, detail));
      } else if (answer.status >= 300) {
        events.forEach(({ text }) => reject(text, answer.code ?? "http_" + answer.status, answer.detail));
      }
      return true;
    }

    async function drain() {
      for (let events; !until() && (events = next(queued(), batch)).length; ) {
        if (!(await attempt(events))) return;
      }
    }

    // One tab at a time, where there are locks; without them two may send the same event, which counts once.
    async function flush() {
      const left = until();
      if (left) return schedule(left);
      running ??= (navigator.locks
        ? navigator.locks.request(prefix, { ifAvailable: true }, (lock) => lock && drain())
        : drain()
      )
        .catch(() => {}) // a page that is being left gets no lock
        .finally(() => {
          running = undefined;
          if (queued().length) schedule(until() || interval);
        });
      return running;
    }

    // The last chance: this page's own events, in one request that outlives it. They stay until an answer is known.
    function hide() {
      if (until()) return;
      const events = next([...own].sort(), batch);
      if (!events.length) return;
      if ("keepalive" in Request.prototype) attempt(events);
      else navigator.sendBeacon(address, body(events));
    }

    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && hide());
    addEventListener("pagehide", hide);
    addEventListener("online", flush);
    if (queued().length) schedule(Math.random() * interval); // of an earlier page

    return { send, flush, pending: () => queued().length };
  }

  globalThis.Rollcall = Rollcall;
})();

// Draws a moment of the live stream. Text is only ever set as text, never as markup.

/** Above this the figures are called behind; a worker that keeps up is well below a second. */
const BEHIND_SECONDS = 10;
const SVG = "http://www.w3.org/2000/svg";
const NOTHING = "–";

const STATES = {
  connecting: "Connecting",
  live: "Live",
  behind: "Live, behind",
  waiting: "Waiting for the counters",
  broken: "Not connected",
  locked: "Locked",
};

const whole = new Intl.NumberFormat("en");
const tenths = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const rows = new Map();

const at = (id) => document.getElementById(id);

/** What to say of a moment as a whole. */
export function describe(moment) {
  if (moment.regions.length === 0) {
    return { state: "waiting", notice: "The counters of today are not whole yet; figures appear once they are." };
  }
  if (moment.lag_seconds !== null && moment.lag_seconds > BEHIND_SECONDS) {
    return { state: "behind", notice: `The counters are ${duration(moment.lag_seconds)} behind and catching up.` };
  }
  return { state: "live", notice: "" };
}

export function drawState(state, notice) {
  document.body.dataset.state = state;
  text(at("state"), STATES[state]);
  text(at("notice"), notice);
  at("notice").hidden = notice === "";
}

export function draw(moment) {
  const total = moment.regions.find((region) => region.region === "*");
  text(at("as-of"), provenance(moment));
  text(at("lag"), moment.lag_seconds === null ? NOTHING : duration(moment.lag_seconds));
  text(at("rate"), moment.events_per_second === null ? NOTHING : tenths.format(moment.events_per_second));
  if (total) {
    text(at("dau"), whole.format(total.dau));
    text(at("plays"), whole.format(total.play_events));
    text(at("active-now"), count(total.active_now));
    text(at("active-now-note"), interval(total));
    document.title = `${whole.format(total.dau)} active today · Rollcall`;
  }
  drawRegions(moment.regions.filter((region) => region.region !== "*"));
  at("empty").hidden = !total || moment.regions.length > 1;
}

function provenance(moment) {
  const asOf = moment.as_of === null ? "as of: not known yet" : `as of ${moment.as_of.slice(11, 19)} UTC`;
  return `${moment.dt}, ${asOf}, ${moment.status}, ${moment.method}`;
}

function interval(region) {
  return region.active_now === null
    ? "not known: the counters are behind"
    : `${whole.format(region.active_now_low)} to ${whole.format(region.active_now_high)} (95 %)`;
}

/** One row a region, kept and moved rather than made anew each second. */
function drawRegions(regions) {
  const body = at("regions");
  const largest = Math.max(1, ...regions.map((region) => region.dau));
  const gone = new Set(rows.keys());
  regions.forEach((region, index) => {
    gone.delete(region.region);
    const row = rows.get(region.region) ?? newRow(region.region);
    fill(row, region, largest);
    if (body.children[index] !== row.element) {
      body.insertBefore(row.element, body.children[index] ?? null);
    }
  });
  for (const region of gone) {
    rows.get(region).element.remove();
    rows.delete(region);
  }
}

function newRow(region) {
  const element = document.createElement("tr");
  element.dataset.region = region;
  const name = document.createElement("th");
  name.scope = "row";
  name.append(span("code", region), span("name", nameOf(region)));
  const bar = document.createElement("td");
  bar.className = "bar";
  const meter = document.createElementNS(SVG, "svg");
  meter.setAttribute("class", "meter");
  meter.setAttribute("aria-hidden", "true");
  const length = document.createElementNS(SVG, "rect");
  length.setAttribute("height", "100%");
  length.setAttribute("rx", "3");
  meter.append(length);
  bar.append(meter);
  const [dau, now, plays] = ["number", "number", "number plays"].map((kind) => {
    const cell = document.createElement("td");
    cell.className = kind;
    return cell;
  });
  element.append(name, bar, dau, now, plays);
  const row = { element, length, dau, now, plays };
  rows.set(region, row);
  return row;
}

function fill(row, region, largest) {
  row.length.setAttribute("width", `${((100 * region.dau) / largest).toFixed(2)}%`);
  text(row.dau, whole.format(region.dau));
  text(row.now, count(region.active_now));
  text(row.plays, whole.format(region.play_events));
}

function nameOf(region) {
  return region === "ZZ" ? "Unknown" : (names.of(region) ?? "");
}

function span(kind, content) {
  const element = document.createElement("span");
  element.className = kind;
  element.textContent = content;
  return element;
}

/** Unchanged text is left alone, so that nothing is selected away or read out again. */
function text(element, content) {
  if (element.textContent !== content) {
    element.textContent = content;
  }
}

function count(number) {
  return number === null ? NOTHING : whole.format(number);
}

function duration(seconds) {
  if (seconds < 120) {
    return `${tenths.format(seconds)} s`;
  }
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

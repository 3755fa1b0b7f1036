// Figures over days, or over the whole numbers, drawn by uPlot. Lines are labelled where they end; the pointer and the
// arrow keys say what a day holds; the same figures stand in a table behind the chart.

import { element } from "../dom/element.js";
import { dayOfSeconds, epochSeconds } from "../say/days.js";
import { duration, finePercent, isKnown, percent, short, whole } from "../say/numbers.js";
import { table } from "../tables/table.js";
import { key } from "./key.js";

const uPlot = globalThis.uPlot;
const FONT = '12px system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';
const LABEL_GAP = 14;
const LABEL_ROOM = 92;
/** Half of the last day below the axis. */
const EDGE = 22;
const NARROW = 520;
const DAY_SECONDS = 86_400;
/** Seconds, minutes, hours. */
const SECOND_STEPS = [1, 5, 10, 30, 60, 300, 600, 1_200, 1_800, 3_600, 7_200, 18_000, 36_000, 180_000];
/** None that two digits of a per cent do not tell apart. */
const SHARE_STEPS = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10];
const WHOLE_STEPS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8].flatMap((power) => [power, 2 * power, 5 * power]);
/** What an axis says, and in which steps, where it is not what its figures are said as. */
const TICKS = new Map([
  [whole, { say: short, incrs: WHOLE_STEPS }],
  [percent, { say: finePercent, incrs: SHARE_STEPS }],
  [finePercent, { say: finePercent, incrs: SHARE_STEPS }],
  [duration, { say: duration, incrs: SECOND_STEPS }],
]);
const WHOLE_NUMBERS = { say: whole, space: 32, incrs: [1, 2, 5, 7, 10, 14, 30] };
const CHARACTER = 7;
const DASHES = { solid: [], dashed: [5, 4], dotted: [2, 3], bars: [], points: [] };

/**
 * Each of `series` is {name, colour, style, values, low, high, label}: the colour a custom property, the style one of
 * solid, dashed, dotted, points, bars; low and high bound a band. `say` gives the lines about the day of an index,
 * `rows` the table's columns and rows; `tick` how the axis says figures, {say}, where that is not `format`.
 */
export function timeline({ days, ...options }) {
  return chart({
    ...options,
    xs: days.map(epochSeconds),
    isTime: true,
    x: {
      values: (plot, splits) => splits.map((split) => (isWithin(plot, split) ? dayOfSeconds(split) : "")),
      space: 64,
      incrs: [1, 2, 4, 7, 14, 28, 56].map((count) => count * DAY_SECONDS),
    },
    unit: DAY_SECONDS,
  });
}

/** The same over whole numbers: days since a beginning, hours of a day; `axis` says them, in which steps. */
export function curve({ xs, axis: { say, space, incrs } = WHOLE_NUMBERS, ...options }) {
  const x = {
    values: (plot, splits) =>
      splits.map((split) => (Number.isInteger(split) && isWithin(plot, split) ? say(split) : "")),
    space,
    incrs,
  };
  return chart({ ...options, xs, isTime: false, x, unit: 1 });
}

function chart({
  xs,
  isTime,
  x,
  unit,
  series,
  format = short,
  tick,
  say,
  columns,
  rows,
  caption,
  tall = false,
  least = 0,
}) {
  const box = element("div", {
    class: "timeline",
    tabindex: 0,
    role: "img",
    "aria-label": `${caption}. The figures are in the table below; the arrow keys go from day to day.`,
  });
  const tip = element("div", { class: "tip", hidden: true, role: "status" });
  box.append(tip);
  new Chart(box, tip, { xs, isTime, x, unit, series, format, tick, say, height: tall ? 280 : 220, least }).follow();
  const labelled = series.filter((one) => one.label && one.values.some(isKnown));
  return [
    // Where there is no room to label the lines themselves.
    ...(labelled.length > 1
      ? [
          key(
            labelled.map((one) => [one.label, one.colour]),
            "narrow",
          ),
        ]
      : []),
    box,
    element(
      "details",
      { class: "behind" },
      element("summary", {}, "Table"),
      table({ columns, rows, caption, limit: 400 }),
    ),
  ];
}

class Chart {
  constructor(box, tip, options) {
    this.box = box;
    this.tip = tip;
    this.options = options;
  }

  /** Draws as soon as there is room, and again when the room or the colours change; ends with its element. */
  follow() {
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const recolour = () => this.plot?.redraw();
    scheme.addEventListener("change", recolour);
    const room = new ResizeObserver(() => {
      if (!this.box.isConnected) {
        room.disconnect();
        scheme.removeEventListener("change", recolour);
        this.plot?.destroy();
        return;
      }
      const width = Math.floor(this.box.clientWidth);
      if (this.plot) {
        this.plot.setSize({ width, height: this.options.height });
      } else if (width > 0) {
        this.draw(width);
      }
    });
    room.observe(this.box);
    this.box.addEventListener("keydown", (pressed) => this.step(pressed));
    this.box.addEventListener("blur", () => this.plot?.setCursor({ left: -10, top: -10 }, true, true));
  }

  draw(width) {
    const { xs, isTime, x, unit, series, format, tick, height, least } = this.options;
    const flat = [];
    const bands = [];
    for (const one of series) {
      flat.push({ ...line(one), data: one.values });
      if (one.low) {
        bands.push({ series: [flat.length + 1, flat.length + 2], fill: () => shade(one.colour) });
        flat.push({ ...edge(one), data: one.high }, { ...edge(one), data: one.low });
      }
    }
    const room = series.some((one) => one.style === "bars") ? unit / 2 : 0;
    this.plot = new uPlot(
      {
        width,
        height,
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), "Etc/UTC"),
        padding: [12, this.labelled().length > 0 && width > NARROW ? LABEL_ROOM : EDGE, 0, 0],
        legend: { show: false },
        cursor: {
          y: false,
          points: { show: false },
          drag: { x: false, y: false },
          ...(isTime ? { sync: { key: "days" } } : {}),
        },
        scales: {
          x: { time: isTime, range: (_, low, high) => [low - room, high + room] },
          y: { range: (_, low, high) => [Math.min(least, low ?? 0), (high ?? 0) <= 0 ? 1 : high * 1.08] },
        },
        axes: [
          { ...axis(), ...x, size: 30 },
          { ...axis(), ...figures(tick ?? TICKS.get(format) ?? { say: format }) },
        ],
        series: [{}, ...flat.map(({ data, ...shown }) => shown)],
        bands,
        hooks: { draw: [(plot) => this.label(plot)], setCursor: [(plot) => this.tell(plot)] },
      },
      [xs, ...flat.map(({ data }) => data)],
      this.box,
    );
  }

  labelled() {
    return this.options.series.filter((one) => one.label);
  }

  /** The names of the lines, where each ends, moved apart where they would cover each other. */
  label(plot) {
    if (plot.width <= NARROW) {
      return;
    }
    const ends = this.labelled()
      .map((one) => ({ one, index: one.values.findLastIndex(isKnown) }))
      .filter(({ index }) => index >= 0)
      .map(({ one, index }) => ({
        one,
        x: plot.valToPos(plot.data[0][index], "x", true),
        // Beside the end of a line, and above that of one which others go on from.
        y: plot.valToPos(one.values[index], "y", true) - (index < plot.data[0].length - 1 ? LABEL_GAP * devicePixelRatio : 0),
      }))
      .sort((a, b) => a.y - b.y);
    const scale = devicePixelRatio;
    for (let i = 1; i < ends.length; i++) {
      ends[i].y = Math.max(ends[i].y, ends[i - 1].y + LABEL_GAP * scale);
    }
    let lowest = plot.bbox.top + plot.bbox.height - (LABEL_GAP / 2) * scale;
    for (const end of ends.toReversed()) {
      end.y = Math.min(end.y, lowest);
      lowest = end.y - LABEL_GAP * scale;
    }
    const { ctx } = plot;
    ctx.save();
    ctx.font = FONT.replace("12px", `${12 * scale}px`);
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    for (const { one, x, y } of ends) {
      ctx.fillStyle = colour(one.colour);
      ctx.fillText(one.label, x + 8 * scale, y);
    }
    ctx.restore();
  }

  tell(plot) {
    const { idx } = plot.cursor;
    const isShown = idx !== null && idx !== undefined && plot.cursor.left >= 0;
    this.tip.hidden = !isShown;
    if (!isShown) {
      return;
    }
    this.tip.replaceChildren(...this.options.say(idx).map((said) => element("span", {}, said)));
    const left = plot.over.offsetLeft + plot.valToPos(plot.data[0][idx], "x");
    const isLate = left > plot.width / 2;
    this.tip.style.left = isLate ? "" : `${left + 12}px`;
    this.tip.style.right = isLate ? `${plot.width - left + 12}px` : "";
  }

  step(pressed) {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[pressed.key];
    if (move === undefined || !this.plot) {
      return;
    }
    pressed.preventDefault();
    const last = this.options.xs.length - 1;
    const from = this.plot.cursor.idx ?? (move > 0 ? -1 : last + 1);
    const index = Math.min(last, Math.max(0, from + move));
    this.plot.setCursor({ left: this.plot.valToPos(this.plot.data[0][index], "x"), top: 10 }, true, true);
  }
}

function line(one) {
  const stroke = () => colour(one.colour);
  if (one.style === "points") {
    return {
      stroke,
      paths: () => null,
      points: { show: true, size: 9, width: 2, stroke, fill: () => colour("--card") },
    };
  }
  if (one.style === "bars") {
    return { stroke, fill: stroke, width: 0, paths: uPlot.paths.bars({ size: [0.7, 40] }), points: { show: false } };
  }
  return {
    stroke,
    width: one.style === "dotted" ? 1.5 : 2,
    dash: DASHES[one.style],
    points: { show: (plot) => plot.data[0].length < 3, size: 6, stroke, fill: stroke },
  };
}

function edge(one) {
  return { stroke: () => shade(one.colour), width: 0, points: { show: false } };
}

/** Bars have room on both sides, which is no day. */
function isWithin(plot, split) {
  const [xs] = plot.data;
  return split >= xs[0] && split <= xs.at(-1);
}

function figures({ say, incrs }) {
  const steps = incrs ? { incrs } : {};
  return {
    ...steps,
    values: (_, splits) => splits.map(say),
    size: (_, said) => 16 + CHARACTER * Math.max(4, ...(said ?? []).map((text) => text.length)),
    space: 40,
  };
}

function axis() {
  return {
    font: FONT,
    stroke: () => colour("--soft"),
    grid: { stroke: () => colour("--grid"), width: 1 },
    ticks: { show: false },
  };
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function shade(name) {
  return `${colour(name)}33`;
}

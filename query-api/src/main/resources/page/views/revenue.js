// Who pays, what, and what moved. Currencies are never added up, so that one at a time is shown.

import { days, place } from "../address.js";
import { metric } from "../api/question.js";
import { card, nothing } from "../cards/card.js";
import { choice } from "../cards/choice.js";
import { key } from "../charts/key.js";
import { rowsOf } from "../charts/standing.js";
import { depth, stack } from "../charts/stack.js";
import { timeline } from "../charts/timeline.js";
import { element } from "../dom/element.js";
import { between, shortDay } from "../say/days.js";
import { ofLatestDay, saidOf } from "../say/latest.js";
import { money, percent, shortMoney, whole } from "../say/numbers.js";
import { provenance } from "../say/provenance.js";
import { label, number } from "../tables/columns.js";
import { table } from "../tables/table.js";
import { lines } from "./lines.js";

const ABOVE = [
  ["new_mrr", "new", "--series-1"],
  ["reactivation_mrr", "reactivated", "--series-3"],
  ["expansion_mrr", "expanded", "--series-5"],
];
const BELOW = [
  ["churned_mrr", "churned", "--series-2"],
  ["contraction_mrr", "contracted", "--series-4"],
];

export function parts(state) {
  const range = days(state);
  const question = metric("revenue", { from: range.from, to: range.to, ...place(state) });
  return [
    currencies(question),
    course(state, range, question),
    movement(state, range, question),
    lines({
      title: "Subscriptions lost",
      note: "in the calendar month so far, of those subscribed when it began; net is less those who came back",
      range,
      question: metric("churn", { from: range.from, to: range.to, ...place(state), kind: "subscription" }),
      size: "whole",
      format: percent,
      measures: [
        { key: "gross", name: "gross", colour: "--series-2" },
        { key: "net", name: "net", colour: "--series-1" },
      ],
    }),
  ];
}

function none() {
  return nothing(
    "No subscription is known on the published days.",
    "Accounts subscribe with subscription_change events: kind, price and currency in the properties.",
  );
}

/** The currency chosen, or that with the most subscribers. */
function chosen(state, rows) {
  const last = [...ofLatestDay(rows)].sort((a, b) => b.subscribers - a.subscribers);
  return last.some((row) => row.currency === state.currency) ? state.currency : last[0]?.currency;
}

function currencies(question) {
  return card({
    title: "On the latest day",
    note: "by currency; ARM is earned in 30 days a paying membership, ARPU is MRR an active account, ARPPU a payer",
    questions: [question],
    height: "small",
    draw: ({ rows: answered }) => {
      const rows = ofLatestDay(answered);
      const amount = (name, title) => ({ ...number(name, title), cell: (row) => money(row[name], row.currency) });
      return rows.length === 0
        ? none()
        : [
            element("p", { class: "soft" }, saidOf(rows)),
            ...table({
              caption: "Revenue by currency",
              memory: { key: "subscribers", descending: true },
              columns: [
                label("currency", "Currency"),
                number("subscribers", "Subscribers", whole),
                number("paying_subscribers", "Paying", whole),
                amount("mrr_minor", "MRR"),
                amount("arm_minor", "ARM"),
                amount("arpu_minor", "ARPU"),
                amount("arppu_minor", "ARPPU"),
              ],
              rows: rows.map((row) => ({ ...row, id: row.currency })),
            }),
          ];
    },
  });
}

/** Pays attention to one currency: `draw` gets its rows and how to say an amount, also on an axis. */
function ofCurrency({ title, note, state, question, draw }) {
  return card({
    title,
    note,
    questions: [question],
    size: "half",
    draw: ({ rows }) => {
      const currency = chosen(state, rows);
      const all = [...new Set(rows.map((row) => row.currency))].sort();
      return currency === undefined
        ? none()
        : [
            all.length > 1
              ? choice(
                  "Currency",
                  "currency",
                  all.map((one) => [one, one]),
                  currency,
                )
              : null,
            ...draw(
              rows.filter((row) => row.currency === currency),
              (minor) => money(minor, currency),
              { say: (minor) => shortMoney(minor, currency) },
            ),
          ].filter(Boolean);
    },
  });
}

function course(state, range, question) {
  const all = between(range.from, range.to);
  return ofCurrency({
    title: "MRR",
    note: "what a month brings at the end of each day",
    state,
    question,
    draw: (answered, say, tick) => {
      const rows = rowsOf(all, answered);
      return timeline({
        days: all,
        series: [
          { name: "MRR", colour: "--series-1", style: "solid", values: rows.map((row) => row?.mrr_minor ?? null) },
        ],
        format: say,
        tick,
        caption: "MRR by day",
        say: (index) =>
          rows[index]
            ? provenance(rows[index], say(rows[index].mrr_minor), `${whole(rows[index].subscribers)} subscribers`)
            : [shortDay(all[index]), "not published"],
        columns: [
          label("dt", "Day"),
          number("mrr_minor", "MRR", say),
          number("subscribers", "Subscribers", whole),
          label("status", "Status"),
        ],
        rows: answered,
      });
    },
  });
}

function movement(state, range, question) {
  const all = between(range.from, range.to);
  return ofCurrency({
    title: "What moved",
    note: "MRR won above the line, lost below it",
    state,
    question,
    draw: (answered, say, tick) => {
      const rows = rowsOf(all, answered);
      const part = ([column, name, colour]) => ({ name, colour, values: rows.map((row) => row?.[column] ?? null) });
      const below = BELOW.map(part);
      const moves = [...ABOVE, ...BELOW];
      return [
        key(moves.map(([, name, colour]) => [name, colour])),
        ...timeline({
          days: all,
          series: stack(ABOVE.map(part), below),
          least: depth(below),
          format: say,
          tick,
          caption: "Movement of MRR by day",
          say: (index) =>
            rows[index]
              ? provenance(rows[index], ...moves.map(([column, name]) => `${name} ${say(rows[index][column])}`))
              : [shortDay(all[index]), "not published"],
          columns: [
            label("dt", "Day"),
            ...moves.map(([column, name]) => number(column, name, say)),
            label("status", "Status"),
          ],
          rows: answered,
        }),
      ];
    },
  });
}

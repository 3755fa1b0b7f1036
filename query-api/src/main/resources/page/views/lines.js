// A card with measures of a metric over the days: what most views are made of.

import { card, nothing, notPublished } from "../cards/card.js";
import { rowsOf, standing } from "../charts/standing.js";
import { timeline } from "../charts/timeline.js";
import { between, shortDay } from "../say/days.js";
import { isKnown } from "../say/numbers.js";
import { provenance } from "../say/provenance.js";
import { label, number } from "../tables/columns.js";

/**
 * `measures` are {key, name, colour, of}, `of` what is shown of a row where it is not its value of the key; `pick`
 * chooses the row of each day among those answered; `format` says a figure, `tick` what the axis says if not that.
 * A single measure needs no label, as the card's title is one.
 */
export function lines({
  title,
  note,
  range,
  question,
  measures,
  format,
  pick = () => true,
  size = "half",
  controls = [],
  tick,
}) {
  return card({
    title,
    note,
    questions: [question],
    size,
    controls,
    draw: ({ rows: answered }) => {
      const wanted = answered.filter(pick);
      return wanted.length === 0
        ? notPublished(range)
        : !wanted.some((row) => measures.some(({ key }) => isKnown(row[key])))
          ? nothing(
              "No figure can be said of these days.",
              "What it is held against lies before the first published day.",
            )
          : draw({ title, range, measures, format, tick, wanted });
    },
  });
}

function draw({ title, range, measures, format, tick, wanted }) {
  const days = between(range.from, range.to);
  const rows = rowsOf(days, wanted);
  const figure = ({ key, of }, row) => format(of ? of(row) : row[key]);
  const said = (measure, row) => `${measure.name} ${figure(measure, row)}`.trim();
  return timeline({
    days,
    series: measures.flatMap(({ key, name, colour, of }) =>
      standing({ name, label: measures.length > 1 ? name : "", colour, rows, value: of ?? ((row) => row[key]) }),
    ),
    format,
    tick,
    caption: title,
    say: (index) =>
      rows[index]
        ? provenance(rows[index], ...measures.map((measure) => said(measure, rows[index])))
        : [shortDay(days[index]), "not published"],
    columns: [
      label("dt", "Day"),
      ...measures.map((measure) => ({
        ...number(measure.key, measure.name || title, format),
        cell: (row) => figure(measure, row),
      })),
      label("status", "Status"),
    ],
    rows: wanted,
  });
}

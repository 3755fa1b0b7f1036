// A table that is sorted by its headings, and searched where it is long.

import { element, unseen } from "../dom/element.js";

const SHOWN = 50;

/**
 * Columns are {key, name, kind, cell, sorts}: kind number or text; cell makes text or a node of a row; sorts is what a
 * row is sorted by, its value of the key unless said; null for a column that cannot be. `memory` keeps what the reader
 * chose when the table is drawn anew, and says how it is sorted at first: {key, descending}.
 */
export function table({ columns, rows, caption, search = null, limit = SHOWN, className = "", memory = {} }) {
  const state = Object.assign(memory, { key: null, descending: true, wanted: "", isWhole: false, ...memory });
  const heads = columns.map((column) => headOf(column, () => reorder(column)));
  const body = element("tbody");
  const more = element("button", { type: "button", class: "quiet", hidden: true, click: showAll });
  const grid = element(
    "table",
    { class: className },
    element("caption", { class: "unseen" }, caption),
    element("thead", {}, element("tr", {}, heads)),
    body,
  );
  const scroll = element("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": caption }, grid);

  function reorder(column) {
    state.descending = state.key === column.key ? !state.descending : column.kind === "number";
    state.key = column.key;
    draw();
  }

  function showAll() {
    state.isWhole = true;
    draw();
  }

  function draw() {
    const found = search ? rows.filter((row) => search(row).toLowerCase().includes(state.wanted)) : [...rows];
    const column = columns.find(({ key }) => key === state.key);
    if (column) {
      found.sort((a, b) => compare(valueOf(column, a), valueOf(column, b)) * (state.descending ? -1 : 1));
    }
    heads.forEach((head, index) => mark(head, columns[index], state));
    const shown = state.isWhole ? found : found.slice(0, limit);
    body.replaceChildren(...shown.map((row) => rowOf(columns, row)));
    more.hidden = shown.length === found.length;
    more.textContent = `Show all ${found.length}`;
  }

  draw();
  return search && rows.length > 8 ? [searchBox(caption, state, draw), scroll, more] : [scroll, more];
}

function searchBox(caption, state, draw) {
  return element("input", {
    type: "search",
    value: state.wanted,
    class: "search",
    placeholder: "Search",
    "aria-label": `Search in ${caption}`,
    input: (typed) => {
      state.wanted = typed.target.value.trim().toLowerCase();
      draw();
    },
  });
}

function headOf(column, click) {
  const name =
    column.sorts === null
      ? column.name || unseen(column.title ?? "")
      : element("button", { type: "button", class: "head", click }, column.name);
  return element("th", { scope: "col", class: column.kind ?? "text", title: column.title }, name);
}

function mark(head, column, state) {
  if (column.key === state.key) {
    head.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
  } else {
    head.removeAttribute("aria-sort");
  }
}

function rowOf(columns, row) {
  const cells = columns.map((column, index) => {
    const content = column.cell ? column.cell(row) : String(row[column.key] ?? "");
    return element(
      index === 0 ? "th" : "td",
      { scope: index === 0 ? "row" : null, class: column.kind ?? "text", "data-column": column.key },
      content,
    );
  });
  return element("tr", { "data-row": row.id ?? row[columns[0].key], title: row.title }, cells);
}

function valueOf(column, row) {
  return column.sorts ? column.sorts(row) : row[column.key];
}

/** What is not known comes last when the largest come first. */
function compare(a, b) {
  if (a === null || a === undefined || b === null || b === undefined) {
    return (a === null || a === undefined ? 0 : 1) - (b === null || b === undefined ? 0 : 1);
  }
  return typeof a === "number" && typeof b === "number"
    ? a - b
    : String(a).localeCompare(String(b), undefined, { numeric: true });
}

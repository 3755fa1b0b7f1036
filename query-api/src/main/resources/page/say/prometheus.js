// Reads the text that Prometheus scrapes: a figure a line, with labels.

const LINE = /^([a-z_]+)(?:\{([^}]*)\})? (\S+)/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

export function reading(text) {
  const figures = text
    .split("\n")
    .map((line) => LINE.exec(line))
    .filter((found) => found !== null)
    .map(([, name, labels, value]) => ({
      name,
      labels: Object.fromEntries([...(labels ?? "").matchAll(LABEL)].map(([, key, said]) => [key, said])),
      value: Number(value),
    }));
  return new Reading(figures);
}

class Reading {
  constructor(figures) {
    this.figures = figures;
  }

  /** Those of a name with these labels. */
  of(name, labels = {}) {
    return this.figures.filter(
      (figure) => figure.name === name && Object.entries(labels).every(([key, value]) => figure.labels[key] === value),
    );
  }

  /** Null where there is none. */
  sum(name, labels) {
    const found = this.of(name, labels);
    return found.length === 0 ? null : found.reduce((total, { value }) => total + value, 0);
  }

  largest(name, labels) {
    const found = this.of(name, labels).filter(({ value }) => !Number.isNaN(value));
    return found.length === 0 ? null : Math.max(...found.map(({ value }) => value));
  }

  by(name, label, labels) {
    const sums = new Map();
    this.of(name, labels).forEach((figure) =>
      sums.set(figure.labels[label], (sums.get(figure.labels[label]) ?? 0) + figure.value),
    );
    return sums;
  }
}

// The 95 % interval of a share, after Wilson: it stays within 0 and 1, and is honest about small numbers.

const Z = 1.959964;

export function wilson(hits, of) {
  if (!of) {
    return { low: null, high: null };
  }
  const share = hits / of;
  const weight = 1 + Z ** 2 / of;
  const middle = (share + Z ** 2 / (2 * of)) / weight;
  const reach = (Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2))) / weight;
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

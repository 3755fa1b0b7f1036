// Numbers in the reader's locale. What is not known is a dash, never a zero.

export const NOTHING = "–";

const integers = new Intl.NumberFormat();
const oneDigit = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const upToTwo = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const twoDigits = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const upToThree = new Intl.NumberFormat(undefined, { maximumFractionDigits: 3 });
const compact = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const shares = new Intl.NumberFormat(undefined, {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const fineShares = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 2 });
const changes = new Intl.NumberFormat(undefined, {
  style: "percent",
  signDisplay: "exceptZero",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const signed = new Intl.NumberFormat(undefined, { signDisplay: "exceptZero", maximumFractionDigits: 2 });

const known = (format) => (number) => (isKnown(number) ? format(number) : NOTHING);

export function isKnown(number) {
  return number !== null && number !== undefined && !Number.isNaN(number);
}

export const whole = known((number) => integers.format(number));
export const tenths = known((number) => oneDigit.format(number));
export const decimal = known((number) => upToTwo.format(number));
export const hundredths = known((number) => twoDigits.format(number));
export const thousandths = known((number) => upToThree.format(number));
export const short = known((number) => compact.format(number));
export const percent = known((number) => shares.format(number));
export const finePercent = known((number) => fineShares.format(number));
export const change = known((number) => changes.format(number));
export const difference = known((number) => signed.format(number));

/** Seconds as one would say them. */
export const duration = known((seconds) => {
  const size = Math.abs(seconds);
  if (size < 120) {
    return `${oneDigit.format(seconds)} s`;
  }
  return size < 7_200 ? `${integers.format(Math.round(seconds / 60))} min` : `${oneDigit.format(seconds / 3_600)} h`;
});

export const millis = known((number) =>
  number < 1_000 ? `${integers.format(Math.round(number))} ms` : `${upToTwo.format(number / 1_000)} s`,
);

/** Minor units of a currency; those that are no code of one are said as they are. */
export function money(minor, currency, shape = {}) {
  if (!isKnown(minor)) {
    return NOTHING;
  }
  if (!/^[A-Z]{3}$/.test(currency)) {
    return integers.format(Math.round(minor));
  }
  const digits = new Intl.NumberFormat(undefined, { style: "currency", currency }).resolvedOptions()
    .maximumFractionDigits;
  return new Intl.NumberFormat(undefined, { style: "currency", currency, ...shape }).format(minor / 10 ** digits);
}

/** The same where there is little room. */
export function shortMoney(minor, currency) {
  return money(minor, currency, { notation: "compact", maximumFractionDigits: 1, minimumFractionDigits: 0 });
}

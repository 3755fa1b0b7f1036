// What regions are called. They are codes everywhere else.

const names = new Intl.DisplayNames(undefined, { type: "region", fallback: "none" });

export function nameOf(region) {
  if (region === "*") {
    return "All regions";
  }
  return region === "ZZ" ? "Unknown" : (names.of(region) ?? "");
}

/** Codes that have a name and are no ISO 3166-1: groups of states, what a state was called once, made-up ones. */
const NO_REGIONS = new Set(
  [
    "AC AN BU CP CQ CS CT DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU",
    "PZ QO RH SU TA TP UK UN VD WK XA XB YD YU ZR",
  ].flatMap((codes) => codes.split(" ")),
);
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** All codes there are. */
export const REGIONS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
  (code) => code === "ZZ" || (!NO_REGIONS.has(code) && names.of(code) !== undefined),
);

/** A code with its name, as it is offered. */
export function saidOf(region) {
  return `${region} ${nameOf(region)}`;
}

/** The code that a reader meant who typed a code, a name, or both as they are offered; null when it is none. */
export function codeOf(text) {
  const wanted = text.trim().toLowerCase();
  return (
    REGIONS.find((code) => [code, nameOf(code), saidOf(code)].some((said) => said.toLowerCase() === wanted)) ?? null
  );
}

// The platforms that events may name.

export const PLATFORMS = [
  ["tv", "TV"],
  ["mobile", "Mobile"],
  ["web", "Web"],
  ["console", "Console"],
  ["other", "Other"],
];

export function platformName(code) {
  return PLATFORMS.find(([one]) => one === code)?.[1] ?? (code === "unknown" ? "Not said" : code);
}

/** What to add to a note where a platform is chosen and the figures are of all, as they do not follow from single events. */
export function ofAll(state) {
  return state.platform === "" ? "" : "; of all platforms";
}

// The days, the region, the platform and what they are compared with.

import { go, read } from "../address.js";
import { choice } from "../cards/choice.js";
import { element, unseen } from "../dom/element.js";
import { today } from "../say/days.js";
import { PLATFORMS } from "../say/platforms.js";
import { codeOf, REGIONS, saidOf } from "../say/regions.js";

const RANGES = [
  ["7", "7 days"],
  ["30", "30"],
  ["90", "90"],
  ["365", "365"],
];
const COMPARISONS = [
  ["previous", "to the period before"],
  ["week", "to a week before"],
  ["none", "to nothing"],
];

export class Filters {
  constructor(root) {
    this.root = root;
    this.offered = element(
      "datalist",
      { id: "regions-offered" },
      REGIONS.map((region) => element("option", { value: saidOf(region) })),
    );
    document.addEventListener("keydown", (pressed) => this.reach(pressed));
  }

  show(state, { filters }) {
    this.root.hidden = filters.length === 0;
    const offered = {
      range: () => choice("Days", "range", RANGES, state.range),
      to: () => this.until(state),
      region: () => this.region(state),
      platform: () => this.platform(state),
      compare: () => this.comparison(state),
    };
    this.root.replaceChildren(...filters.map((name) => offered[name]()));
  }

  until(state) {
    const input = element("input", {
      id: "until",
      type: "date",
      value: state.to || today(),
      max: today(),
      "aria-label": "Last day, UTC",
      title: "Last day, UTC",
      change: () => go({ to: input.value === today() ? "" : input.value }),
    });
    return input;
  }

  region(state) {
    const input = element("input", {
      id: "region",
      list: "regions-offered",
      placeholder: "All regions  /",
      autocomplete: "off",
      spellcheck: "false",
      value: state.region === "" ? "" : saidOf(state.region),
      "aria-label": "Region; all of them when empty",
      change: () => this.choose(input),
    });
    const clear = element(
      "button",
      { type: "button", class: "quiet", hidden: state.region === "", click: () => go({ region: "" }) },
      "×",
      unseen(" all regions"),
    );
    return element("span", { class: "region" }, input, clear, this.offered);
  }

  choose(input) {
    const region = input.value.trim() === "" ? "" : codeOf(input.value);
    input.setCustomValidity(region === null ? "There is no region of that name: two letters, as US." : "");
    input.reportValidity();
    if (region !== null && region !== read().region) {
      go({ region });
    }
  }

  platform(state) {
    const select = element(
      "select",
      { id: "platform", "aria-label": "Platform", change: () => go({ platform: select.value }) },
      [["", "All platforms"], ...PLATFORMS].map(([value, text]) =>
        element("option", { value, selected: value === state.platform }, text),
      ),
    );
    return select;
  }

  comparison(state) {
    const select = element(
      "select",
      { "aria-label": "Compared", change: () => go({ compare: select.value }) },
      COMPARISONS.map(([value, text]) =>
        element("option", { value, selected: value === state.compare }, `Compared ${text}`),
      ),
    );
    return select;
  }

  reach(pressed) {
    const isTyping = pressed.target.closest?.("input, select, textarea");
    const input = document.getElementById("region");
    if (pressed.key === "/" && !isTyping && input) {
      pressed.preventDefault();
      input.focus();
      input.select();
    }
  }
}

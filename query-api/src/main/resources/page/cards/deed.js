// A button that does something at once, and says for a moment how that went.

import { element } from "../dom/element.js";

const SAID_MS = 1_500;

export function deed({ name, label, done = name, kind = "quiet", work }) {
  const button = element(
    "button",
    { type: "button", class: kind, "aria-label": label, title: label, click: act },
    name,
  );

  async function act() {
    try {
      await work();
      button.textContent = done;
    } catch (fault) {
      button.textContent = "failed";
      button.title = fault.message;
    }
    setTimeout(() => {
      button.textContent = name;
    }, SAID_MS);
  }

  return button;
}

/** To the clipboard; where a page may not reach it, as without TLS, the text is shown to be copied by hand. */
export async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
  } else {
    prompt("To be copied:", text);
  }
}

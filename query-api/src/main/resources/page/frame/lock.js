// Asks for the read token, where the server wants one.

import { dropToken, keepToken, token } from "../api/token.js";
import { drawState } from "./state.js";

const form = document.getElementById("ask");

export function askForToken() {
  const wasRefused = token() !== null;
  dropToken();
  drawState("locked", wasRefused ? "That token was not accepted." : "");
  form.hidden = false;
  form.elements.token.focus();
  return new Promise((resolve) => {
    form.addEventListener(
      "submit",
      (submitted) => {
        submitted.preventDefault();
        keepToken(form.elements.token.value.trim());
        form.reset();
        form.hidden = true;
        drawState("connecting", "");
        resolve();
      },
      { once: true },
    );
  });
}

// The views, as links that keep the days and the region.

import { toView } from "../address.js";
import { element } from "../dom/element.js";
import { VIEWS } from "../views/all.js";

export class Navigation {
  constructor(root) {
    this.root = root;
  }

  show(state) {
    const links = [...VIEWS].map(([name, view]) =>
      element("a", { href: toView(state, name), "aria-current": name === state.view ? "page" : null }, view.name),
    );
    this.root.replaceChildren(...links);
    const current = this.root.querySelector("[aria-current]");
    this.root.scrollLeft = current ? current.offsetLeft - this.root.offsetLeft - 16 : 0;
  }
}

// Elements with their attributes and children. Text is only ever set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element; attributes that are null or false are left out, functions are listeners. */
export function element(name, attributes = {}, ...children) {
  return complete(document.createElement(name), attributes, children);
}

/** An SVG element, likewise. */
export function shape(name, attributes = {}, ...children) {
  return complete(document.createElementNS(SVG, name), attributes, children);
}

/** Unchanged text is left alone, so that nothing is selected away or read out again. */
export function setText(node, content) {
  if (node.textContent !== content) {
    node.textContent = content;
  }
}

/** Text for those who cannot see what stands beside it. */
export function unseen(content) {
  return element("span", { class: "unseen" }, content);
}

function complete(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      node.addEventListener(key, value);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(key, value === true ? "" : String(value));
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

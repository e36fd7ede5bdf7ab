// Reads a phone's UI hierarchy: XML whose elements are called node and have text, resource-id, content-desc, class and bounds.

/**
 * @typedef {{
 *   key: number, depth: number, name: string, text: string, description: string, id: string, type: string,
 *   left: number, top: number, width: number, height: number, flags: string[], xml: Record<string, string>,
 * }} Node
 */

const FLAGS = ["clickable", "long-clickable", "scrollable", "checked", "selected", "focused"];

/**
 * All elements with an extent, in the order of the document, and the size of the whole.
 *
 * @param {string} xml
 * @returns {{nodes: Node[], width: number, height: number}}
 */
export function readHierarchy(xml) {
  const document = new DOMParser().parseFromString(xml, "text/xml");
  if (document.querySelector("parsererror")) return { nodes: [], width: 0, height: 0 };
  /** @type {Node[]} */
  const nodes = [];
  /** @param {Element} element @param {number} depth */
  const visit = (element, depth) => {
    const node = toNode(element, nodes.length, depth);
    if (node) nodes.push(node);
    for (const child of element.children) visit(child, node ? depth + 1 : depth);
  };
  visit(document.documentElement, 0);
  return {
    nodes,
    width: Math.max(0, ...nodes.map((node) => node.left + node.width)),
    height: Math.max(0, ...nodes.map((node) => node.top + node.height)),
  };
}

/** @param {Element} element @param {number} key @param {number} depth @returns {Node | null} */
function toNode(element, key, depth) {
  const bounds = /^\[(-?\d+),(-?\d+)\]\[(-?\d+),(-?\d+)\]$/.exec(element.getAttribute("bounds") ?? "");
  if (!bounds) return null;
  const [left, top, right, bottom] = bounds.slice(1).map(Number);
  const attribute = (/** @type {string} */ name) => element.getAttribute(name) ?? "";
  const type = attribute("class").split(".").at(-1) ?? "";
  const text = attribute("text");
  const description = attribute("content-desc");
  const id = attribute("resource-id").split("/").at(-1) ?? "";
  return {
    key,
    depth,
    name: text || description || id || type,
    text,
    description,
    id,
    type,
    left,
    top,
    width: right - left,
    height: bottom - top,
    flags: FLAGS.filter((flag) => attribute(flag) === "true"),
    xml: Object.fromEntries([...element.attributes].map((one) => [one.name, one.value])),
  };
}

/**
 * A candidate for an element of a profile, as its file writes it. The id comes last: updates change it.
 *
 * @param {Node} node
 */
export function candidate(node) {
  const parts = [
    node.text && `text: ${JSON.stringify(node.text)}`,
    !node.text && node.description && `description: ${JSON.stringify(node.description)}`,
    node.type && `class: ${node.type}`,
    !node.text && !node.description && node.id && `id: ${node.id}`,
  ];
  return `- { ${parts.filter(Boolean).join(", ")} }`;
}

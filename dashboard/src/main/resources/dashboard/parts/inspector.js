// A screen and its elements: the picture with the hierarchy over it, the elements beside it, and the one that is chosen.
import { html, useEffect, useMemo, useRef, useState } from "../lib.js";
import { Button, Command, Empty } from "./basics.js";
import { candidate, readHierarchy } from "./hierarchy.js";
import { t } from "./text.js";

/** @typedef {import("./hierarchy.js").Node} Node */

const CHARACTERS_SHOWN = 300;

/** @param {string} text */
function short(text) {
  return text.length > CHARACTERS_SHOWN ? text.slice(0, CHARACTERS_SHOWN) + "…" : text;
}

/**
 * @param {{picture: string | null, xml: string | null, alt: string, live?: any, onTap?: (x: number, y: number) => void, onMean?: (x: number, y: number) => void}} props
 *   picture: an address; live: stands instead of the picture; onTap: whoever drives the phone may tap the chosen element, by the keyboard, too;
 *   onMean: the chosen element may be named as the one that a repair is for
 */
export function Inspector({ picture, xml, alt, live, onTap, onMean }) {
  const { nodes, width, height } = useMemo(() => readHierarchy(xml ?? ""), [xml]);
  const [size, setSize] = useState(/** @type {[number, number] | null} */ (null));
  const [chosen, setChosen] = useState(/** @type {number | null} */ (null));
  const [text, setText] = useState("");
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const wanted = text.toLowerCase();
  const named = nodes.filter((node) => !wanted || [node.text, node.description, node.id, node.type].some((word) => word.toLowerCase().includes(wanted)));
  const node = nodes.find((one) => one.key === chosen);
  const [w, h] = size ?? [width, height];

  useEffect(() => setChosen(null), [xml]);
  useEffect(() => {
    list.current?.querySelector(`[data-node="${chosen}"]`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  /** The smallest element under the pointer is the one that is meant. @param {any} event */
  const choose = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * w;
    const y = ((event.clientY - box.top) / box.height) * h;
    const under = nodes.filter((one) => x >= one.left && x < one.left + one.width && y >= one.top && y < one.top + one.height);
    under.sort((a, b) => a.width * a.height - b.width * b.height || b.key - a.key);
    setChosen(under[0]?.key ?? null);
  };
  const place = (/** @type {Node} */ one) => ({ left: (one.left / w) * 100 + "%", top: (one.top / h) * 100 + "%", width: (one.width / w) * 100 + "%", height: (one.height / h) * 100 + "%" });

  return html`<div class="inspector">
    <div class=${"inspector-screen" + (picture || live ? "" : " drawn")} style=${{ aspectRatio: w && h ? `${w} / ${h}` : "9 / 20" }} onClick=${choose}>
      ${live ?? (picture && html`<img src=${picture} alt=${alt} onLoad=${(/** @type {any} */ event) => setSize([event.target.naturalWidth, event.target.naturalHeight])} />`)}
      ${nodes.map((one) => html`<span key=${one.key} class=${"box" + (one.key === chosen ? " chosen" : wanted && named.includes(one) ? " found" : "")} style=${place(one)}>${!picture && !live && (one.text || one.description) ? html`<bdi>${short(one.text || one.description)}</bdi>` : null}</span>`)}
    </div>
    ${xml &&
    html`<div class="inspector-side">
      <label class="field"><span class="field-name">${t("inspector.elements", { n: named.length })}</span>
        <input type="search" value=${text} placeholder=${t("inspector.find")} onInput=${(/** @type {any} */ event) => setText(event.target.value)} /></label>
      ${nodes.length === 0
        ? html`<${Empty} icon="focus-centered" title=${t("inspector.none")} />`
        : html`<ul class="inspector-list" ref=${list} tabindex="0" aria-label=${t("inspector.list")}>
            ${named.map(
              (one) => html`<li key=${one.key}><button type="button" data-node=${one.key} aria-pressed=${String(one.key === chosen)} style=${{ paddingLeft: 8 + Math.min(one.depth, 12) * 8 + "px" }} onClick=${() => setChosen(one.key)}>
                <bdi>${short(one.name)}</bdi> <span class="faint">${one.type}</span></button></li>`,
            )}
          </ul>`}
      ${node &&
      html`<section class="inspector-node" aria-label=${t("inspector.chosen")}>
        <dl class="facts">
          ${[
            ["text", node.text],
            ["description", node.description],
            ["id", node.id],
            ["class", node.xml.class ?? ""],
            ["bounds", `${node.left}, ${node.top} · ${node.width} × ${node.height}`],
            ["flags", node.flags.join(", ")],
          ]
            .filter(([, value]) => value)
            .map(([name, value]) => html`<div><dt>${t("inspector." + name)}</dt><dd><bdi>${short(value)}</bdi></dd></div>`)}
        </dl>
        ${onTap && html`<${Button} icon="hand-finger" onClick=${() => onTap(Math.round(node.left + node.width / 2), Math.round(node.top + node.height / 2))}>${t("hands.tapNode")}<//>`}
        ${onMean && html`<${Button} icon="search" onClick=${() => onMean(Math.round(node.left + node.width / 2), Math.round(node.top + node.height / 2))}>${t("repair.this")}<//>`}
        <h3>${t("inspector.selector")}</h3>
        <${Command} text=${candidate(node)} />
      </section>`}
    </div>`}
  </div>`;
}

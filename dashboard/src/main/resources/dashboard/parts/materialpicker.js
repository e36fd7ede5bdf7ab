// Chooses files of the library by a look at them; their names go into the field.
import { html, useState } from "../lib.js";
import { listMaterials, materialContentAddress } from "../api/calls.js";
import { Button, Icon, Notice, Reading, reason, useRead } from "./basics.js";
import { size } from "./format.js";
import { t } from "./text.js";

const SHOWN = 100;

/** @param {{value: string, change: (value: string) => void}} props */
export function MaterialPicker({ value, change }) {
  const [open, setOpen] = useState(false);
  const chosen = value.split("\n").map((name) => name.trim()).filter(Boolean);
  const toggle = (/** @type {string} */ name) => change((chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]).join("\n"));
  return html`<div class="picker">
    <${Button} small icon="photo-video" onClick=${() => setOpen(!open)}>${open ? t("picker.close") : t("picker.open")}<//>
    ${open && html`<${Library} chosen=${chosen} toggle=${toggle} />`}
  </div>`;
}

/** @param {{chosen: string[], toggle: (name: string) => void}} props */
function Library({ chosen, toggle }) {
  const read = useRead((signal) => listMaterials({ page_size: SHOWN }, { signal }), []);
  if (read.error) return html`<${Notice} kind="bad">${reason(read.error)}<//>`;
  if (!read.data) return html`<${Reading} />`;
  if (read.data.materials.length === 0) return html`<p class="field-help">${t("picker.none")} <a href="/materials">${t("picker.upload")}</a></p>`;
  return html`<ul class="thumbs small">
    ${read.data.materials.map(
      (material) => html`<li key=${material.id}><button type="button" class="thumb" aria-pressed=${String(chosen.includes(material.name))} onClick=${() => toggle(material.name)}>
        <${Thumb} material=${material} /><span class="thumb-name"><bdi>${material.name}</bdi></span><span class="faint">${size(material.size)}${material.used ? " · " + t("material.used") : ""}</span></button></li>`,
    )}
  </ul>`;
}

/** What a material looks like. @param {{material: import("../api/calls.js").Material}} props */
export function Thumb({ material }) {
  return html`<span class="thumb-picture">${
    material.kind === "image" ? html`<img src=${materialContentAddress(material.id)} alt="" loading="lazy" decoding="async" />` : html`<${Icon} name="video" />`
  }</span>`;
}

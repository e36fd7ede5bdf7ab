// From page to page of a long list.
import { html } from "../lib.js";
import { Button } from "./basics.js";
import { t } from "./text.js";

/** @param {{page: number, size: number, total: number, onPage: (page: number) => void}} props */
export function Pages({ page, size, total, onPage }) {
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1) return null;
  return html`<nav class="foot pages" aria-label=${t("pages.name")}>
    <${Button} icon="chevron-left" label=${t("pages.before")} disabled=${page <= 1} onClick=${() => onPage(page - 1)} />
    <span>${t("pages.of", { page, last })}</span>
    <${Button} icon="chevron-right" label=${t("pages.after")} disabled=${page >= last} onClick=${() => onPage(page + 1)} />
  </nav>`;
}

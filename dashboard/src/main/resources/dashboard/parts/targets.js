// Chooses the phones, or the accounts, that tasks are for.
import { html, useCell, useState } from "../lib.js";
import { accounts, devices } from "../api/farm.js";
import { Button, Choice, Icon } from "./basics.js";
import { phoneState, State } from "./states.js";
import { t } from "./text.js";

const SHOWN = 300;

/**
 * @param {{mode: "accounts" | "phones", chosen: string[], error?: string, onMode: (mode: string) => void, onChange: (next: (chosen: string[]) => string[]) => void}} props
 *   chosen: usernames, or serials; onChange takes what to make of those that are chosen by then
 */
export function Targets({ mode, chosen, error, onMode, onChange }) {
  const phones = useCell(devices);
  const known = useCell(accounts);
  const [text, setText] = useState("");
  const wanted = text.toLowerCase().replace(/^@/, "");
  const compare = new Intl.Collator(undefined, { numeric: true }).compare;
  const rows =
    mode === "phones"
      ? [...(phones?.values() ?? [])].map((phone) => ({ value: phone.serial, words: [phone.serial, phone.name], side: html`<${State} state=${phoneState(phone)} />`, note: phone.name, disabled: false }))
      : [...known.values()]
          .filter((account) => account.status === 0)
          .map((account) => ({
            value: account.username,
            words: [account.username, ...account.tags, account.device ?? "", account.platform],
            side: account.held ? html`<${State} state="held" />` : html`<span class="faint">${t("platform." + account.platform)}</span>`,
            note: account.device ?? t("targets.unbound"),
            disabled: false,
          }));
  const unique = [...new Map(rows.map((row) => [row.value, row])).values()].sort((a, b) => compare(a.value, b.value));
  const shown = unique.filter((row) => !wanted || row.words.some((word) => word.toLowerCase().includes(wanted)));
  const all = shown.length > 0 && shown.every((row) => chosen.includes(row.value));
  const toggle = (/** @type {string} */ value) => onChange((now) => (now.includes(value) ? now.filter((one) => one !== value) : [...now, value]));
  const toggleAll = () => {
    const values = shown.map((row) => row.value);
    onChange((now) => (all ? now.filter((one) => !values.includes(one)) : [...new Set([...now, ...values])]));
  };
  const unseen = chosen.filter((value) => !unique.some((row) => row.value === value));
  return html`<div class="targets">
    <div class="targets-head">
      <${Choice} label=${t("targets.kind")} value=${mode} onChange=${onMode} choices=${["accounts", "phones"].map((value) => ({ value, label: t("targets." + value) }))} />
      <label class="search"><${Icon} name="search" /><input type="search" aria-label=${t("targets.find")} placeholder=${t("targets.find")} value=${text} onInput=${(/** @type {any} */ event) => setText(event.target.value)} /></label>
      <${Button} kind="quiet" small disabled=${shown.length === 0} onClick=${toggleAll}>${all ? t("targets.none") : t("targets.all", { n: shown.length })}<//>
      <span class="gap"></span><b>${t("tasks.chosen", { n: chosen.length })}</b>
    </div>
    ${unique.length === 0
      ? html`<p class="field-help">${t(mode === "phones" ? "targets.noPhones" : "targets.noAccounts")} <a href=${mode === "phones" ? "/settings#phones" : "/accounts"}>${t(mode === "phones" ? "farm.connect" : "accounts.add")}</a></p>`
      : html`<ul class="target-list" tabindex="0" aria-label=${t("targets." + mode)}>
          ${shown.slice(0, SHOWN).map(
            (row) => html`<li key=${row.value}><label><input type="checkbox" checked=${chosen.includes(row.value)} onChange=${() => toggle(row.value)} />
              <bdi>${mode === "accounts" ? "@" : ""}${row.value}</bdi><span class="faint"><bdi>${row.note}</bdi></span><span class="gap"></span>${row.side}</label></li>`,
          )}
        </ul>`}
    ${shown.length > SHOWN && html`<p class="field-help">${t("targets.more", { n: shown.length - SHOWN })}</p>`}
    ${unseen.length > 0 && html`<p class="field-help">${t("targets.unseen")} ${unseen.map((value) => html`<${Button} small icon="x" onClick=${() => toggle(value)}><bdi>${value}</bdi><//>`)}</p>`}
    ${error && html`<p class="field-error"><${Icon} name="alert-triangle" />${error}</p>`}
  </div>`;
}

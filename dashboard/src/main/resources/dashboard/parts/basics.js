// The small parts that all pages are made of.
import { cell, html, render, useCell, useEffect, useRef, useState } from "../lib.js";
import { ApiError } from "../api/client.js";
import { t } from "./text.js";

/** Icons that are needed when no server can be reached are kept from the start. */
const KEPT = ["wifi-off", "loader-2", "alert-triangle", "circle-x", "info-circle", "x"];
/** @type {Map<string, string>} */
const kept = new Map();
for (const name of KEPT) {
  fetch(`/icons/${name}.svg`)
    .then((answer) => answer.text())
    .then((svg) => kept.set(name, `url("data:image/svg+xml,${encodeURIComponent(svg)}")`))
    .catch(() => {});
}

/** A picture from icons/, for the eye alone: a word stands beside it, or is its label. @param {{name: string, label?: string}} props */
export function Icon({ name, label }) {
  const style = { maskImage: kept.get(name) ?? `url(/icons/${name}.svg)` };
  return label ? html`<span class="icon" role="img" aria-label=${label} title=${label} style=${style}></span>` : html`<span class="icon" aria-hidden="true" style=${style}></span>`;
}

/**
 * What went wrong, in words for people.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function reason(error) {
  if (error instanceof ApiError) return error.unreachable ? t("error.unreachable") : sentence(error.message);
  return error instanceof Error ? error.message : String(error);
}

/** The server's messages begin small. @param {string} text */
export function sentence(text) {
  return text ? text[0].toUpperCase() + text.slice(1) : text;
}

/**
 * A button that is busy until what it does has been answered, and says why when it failed.
 *
 * @param {{onClick: () => unknown, icon?: string, kind?: "primary" | "danger" | "quiet", disabled?: boolean, why?: string, label?: string, small?: boolean, pressed?: boolean, children?: any}} props
 *   why: on hover, such as why it is disabled; label: for a button that has only an icon
 */
export function Button({ onClick, icon, kind, disabled, why, label, small, pressed, children }) {
  const [busy, setBusy] = useState(false);
  const alive = useRef(true);
  useEffect(() => () => void (alive.current = false), []);
  const click = async () => {
    const result = onClick();
    if (!(result instanceof Promise)) return;
    setBusy(true);
    try {
      await result;
    } catch (error) {
      say(reason(error), "bad");
    } finally {
      if (alive.current) setBusy(false);
    }
  };
  return html`<button type="button" class=${["button", kind, small && "small", !children && "bare"].filter(Boolean).join(" ")} disabled=${disabled || busy}
    aria-busy=${busy ? "true" : undefined} aria-label=${label} title=${why ?? label} aria-pressed=${pressed === undefined ? undefined : String(pressed)} onClick=${click}>
    ${busy ? html`<${Icon} name="loader-2" />` : icon && html`<${Icon} name=${icon} />`}${children && html`<span>${children}</span>`}
  </button>`;
}

/** @type {ReturnType<typeof cell<{id: number, text: any, kind: string}[]>>} */
const sayings = cell(/** @type {any[]} */ ([]));
let sayingId = 0;

/** Says something at the foot of the page for some seconds. @param {any} text @param {"good" | "bad"} [kind] */
export function say(text, kind = "good") {
  const id = ++sayingId;
  sayings.set([...sayings.get().slice(-3), { id, text, kind }]);
  setTimeout(() => sayings.set(sayings.get().filter((saying) => saying.id !== id)), kind === "bad" ? 12_000 : 6000);
}

export function Sayings() {
  const said = useCell(sayings);
  return html`<div class="sayings" role="status" aria-live="polite">
    ${said.map(
      (saying) => html`<div key=${saying.id} class=${"saying " + saying.kind}>
        <${Icon} name=${saying.kind === "bad" ? "alert-triangle" : "circle-check"} /><span>${saying.text}</span>
        <button type="button" class="button quiet bare small" aria-label=${t("do.close")} onClick=${() => sayings.set(sayings.get().filter((one) => one.id !== saying.id))}><${Icon} name="x" /></button>
      </div>`,
    )}
  </div>`;
}

/**
 * A dialog over the page. Escape and the cross close it.
 *
 * @param {{title: string, onClose: () => void, wide?: boolean, actions?: any, children?: any}} props
 */
export function Dialog({ title, onClose, wide, actions, children }) {
  const element = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return html`<dialog ref=${element} class=${wide ? "dialog wide" : "dialog"} aria-labelledby="dialog-title"
    onCancel=${(/** @type {Event} */ event) => {
      event.preventDefault();
      onClose();
    }}>
    <header><h2 id="dialog-title">${title}</h2><${Button} kind="quiet" icon="x" label=${t("do.close")} onClick=${onClose} /></header>
    <div class="dialog-body">${children}</div>
    ${actions && html`<footer>${actions}</footer>`}
  </dialog>`;
}

/**
 * Asks a question; the answer is whether the reader said yes.
 *
 * @param {{title: string, body?: any, yes: string, danger?: boolean}} question
 * @returns {Promise<boolean>}
 */
export function ask({ title, body, yes, danger }) {
  return new Promise((resolve) => {
    const host = document.body.appendChild(document.createElement("div"));
    const end = (/** @type {boolean} */ answer) => {
      render(null, host);
      host.remove();
      resolve(answer);
    };
    const actions = html`<${Button} onClick=${() => end(false)}>${t("do.cancel")}<//>
      <${Button} kind=${danger ? "danger" : "primary"} onClick=${() => end(true)}>${yes}<//>`;
    render(html`<${Dialog} title=${title} onClose=${() => end(false)} actions=${actions}>${body}<//>`, host);
  });
}

/**
 * A page's, or a list's, place while there is nothing in it: one sentence, and what to do first.
 *
 * @param {{icon: string, title: string, children?: any}} props
 */
export function Empty({ icon, title, children }) {
  return html`<div class="empty"><${Icon} name=${icon} /><p class="empty-title">${title}</p>${children}</div>`;
}

/** A command to copy. @param {{text: string}} props */
export function Command({ text }) {
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    say(t("said.copied"));
  };
  return html`<div class="command"><code tabindex="0">${text}</code><${Button} kind="quiet" small icon="copy" label=${t("do.copy")} onClick=${copy} /></div>`;
}

/** A problem in a frame of its own: the reason first, then the remedy. @param {{kind?: "bad" | "warn" | "info" | "unknown", children?: any, action?: any}} props */
export function Notice({ kind = "info", children, action }) {
  const icon = { bad: "circle-x", warn: "alert-triangle", info: "info-circle", unknown: "help-circle" }[kind];
  return html`<div class=${"notice " + kind}><${Icon} name=${icon} /><div class="notice-body">${children}</div>${action}</div>`;
}

/** While something is read. */
export function Reading() {
  return html`<div class="reading" role="status"><${Icon} name="loader-2" /> ${t("state.reading")}</div>`;
}

/**
 * A share as a bar with its words.
 *
 * @param {{value: number, max: number, label: string, words?: any}} props
 */
export function Bar({ value, max, label, words }) {
  const share = max > 0 ? Math.min(1, value / max) : value > 0 ? 1 : 0;
  return html`<div class=${"bar" + (share >= 1 ? " full" : "")} role="meter" aria-label=${label} aria-valuemin="0" aria-valuemax=${max} aria-valuenow=${value}>
    <span class="bar-fill" style=${{ width: share * 100 + "%" }}></span>${words && html`<span class="bar-words">${words}</span>`}
  </div>`;
}

/**
 * One of several, side by side.
 *
 * @param {{value: string, choices: {value: string, label: any, title?: string}[], label: string, onChange: (value: string) => void}} props
 */
export function Choice({ value, choices, label, onChange }) {
  return html`<div class="choice" role="group" aria-label=${label}>
    ${choices.map(
      (choice) => html`<button type="button" key=${choice.value} title=${choice.title} aria-label=${choice.title} aria-pressed=${String(choice.value === value)} onClick=${() => onChange(choice.value)}>${choice.label}</button>`,
    )}
  </div>`;
}

/**
 * Reads something when the page opens, and again when `deps` change or `again` is called.
 *
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} read
 * @param {unknown[]} deps
 * @returns {{data: T | undefined, error: unknown, loading: boolean, again: () => void}}
 */
export function useRead(read, deps) {
  const [state, setState] = useState(/** @type {{data: T | undefined, error: unknown, loading: boolean}} */ ({ data: undefined, error: null, loading: true }));
  const [round, setRound] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    read(stop.signal).then(
      (data) => !stop.signal.aborted && setState({ data, error: null, loading: false }),
      (error) => !stop.signal.aborted && setState((before) => ({ data: before.data, error, loading: false })),
    );
    return () => stop.abort();
  }, [...deps, round]);
  return { ...state, again: () => setRound((n) => n + 1) };
}

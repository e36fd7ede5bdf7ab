// How an element that was not found could be found again: the proposals, what each gets right and wrong, and how one is accepted.
import { html, useEffect, useMemo, useRef, useState } from "../lib.js";
import { proposeProfileRepair } from "../api/calls.js";
import { Button, Command, Icon, Notice, Reading, reason, say, sentence } from "./basics.js";
import { t } from "./text.js";

/** @typedef {import("../api/calls.js").ProfileRepair} ProfileRepair */
/** @typedef {ProfileRepair["proposals"][number]} Proposal */
/** @typedef {{element: string, at: string}} Wish */

/** What a name or an account looks like; an address of a post stands for no `{}` of a profile. */
const NAME = /^@?[\p{L}\p{N}_.]+$/u;

/**
 * The elements that were looked for, and whether their candidates have a place for a name.
 *
 * @param {string} sought "NAME:", then its candidates, further in
 */
function elements(sought) {
  /** @type {{name: string, named: boolean}[]} */
  const found = [];
  for (const line of sought.split("\n")) {
    if (/^\S+:$/.test(line)) found.push({ name: line.slice(0, -1), named: false });
    else if (line.includes("{}") && found.length) found[found.length - 1].named = true;
  }
  return found;
}

/** @param {Proposal} proposal */
const wrong = (proposal) => proposal.stored.wrong + proposal.changed.wrong;

/** @param {{title: string, figures: Proposal["stored"], more?: number}} props */
function Figures({ title, figures, more = 0 }) {
  return html`<div><dt>${title}</dt><dd class="num">${t(figures.right + figures.missed + figures.wrong > 0 ? "repair.figures" : "repair.untried", figures)}${more > 0 && " · " + t("repair.newly", { n: more })}</dd></div>`;
}

/** @param {{repair: ProfileRepair, proposal: Proposal, n: number, task: number}} props */
function Found({ repair, proposal, n, task }) {
  const diff = useMemo(() => URL.createObjectURL(new Blob([proposal.diff], { type: "text/plain" })), [proposal]);
  useEffect(() => () => URL.revokeObjectURL(diff), [diff]);
  const file = `task-${task}-repair-${n}.diff`;
  const bad = wrong(proposal);
  const verdict = bad ? "bad" : proposal.weak ? "weak" : "good";
  const copy = async () => {
    await navigator.clipboard.writeText(proposal.diff);
    say(t("said.copied"));
  };
  return html`<details class="repair-found" open=${n === 1}>
    <summary><b>${t("repair.n", { n })}</b> <bdi>${proposal.node}</bdi> ${proposal.origin === "model" && html`<span class="faint">${t("repair.byModel")}</span>`}
      <span class=${"repair-verdict " + verdict}><${Icon} name=${{ bad: "circle-x", weak: "alert-triangle", good: "circle-check" }[verdict]} /> ${{ bad: t("repair.wrong", { n: bad }), weak: t("repair.weak"), good: t("repair.right") }[verdict]}</span></summary>
    <dl class="facts">
      <div><dt>${t("repair.by")}</dt><dd><code><bdi>${proposal.candidate}</bdi></code></dd></div>
      <${Figures} title=${t("repair.stored")} figures=${proposal.stored} more=${proposal.newly_found} />
      <${Figures} title=${t("repair.changed")} figures=${proposal.changed} />
    </dl>
    ${proposal.weak && html`<${Notice} kind="warn">${t("repair.weakWords")}<//>`}
    ${proposal.mistakes.length > 0 && html`<${Notice} kind="bad"><p>${t("repair.wrongly")}</p><ul>${proposal.mistakes.map((mistake) => html`<li><bdi>${mistake}</bdi></li>`)}</ul><//>`}
    <pre tabindex="0" aria-label=${t("repair.diff", { file: repair.file })}>${proposal.diff
      .trimEnd()
      .split("\n")
      .map((line, k) => html`<span key=${k} class=${/^\+(?!\+\+ )/.test(line) ? "added" : undefined}>${line + "\n"}</span>`)}</pre>
    <p>${t("repair.accept", { file: repair.file })}</p>
    <div class="repair-actions"><${Button} icon="copy" onClick=${copy}>${t("repair.copy")}<//>
      <a class="button" href=${diff} download=${file}><${Icon} name="download" /><span>${t("repair.download")}</span></a></div>
    <${Command} text=${"patch -p0 < " + file} />
  </details>`;
}

/**
 * @param {{task: import("../api/calls.js").Task, sought: string, meant: {x: number, y: number, round: number} | null}} props
 *   meant: the place that somebody has pointed at on the screen
 */
export function Repair({ task, sought, meant }) {
  const all = useMemo(() => elements(sought), [sought]);
  const [element, setElement] = useState(all.length === 1 ? all[0].name : "");
  const [at, setAt] = useState("");
  const [repair, setRepair] = useState(/** @type {ProfileRepair | null} */ (null));
  const [looking, setLooking] = useState(false);
  const [problem, setProblem] = useState(/** @type {unknown} */ (null));
  const search = useRef(new AbortController());
  const section = useRef(/** @type {HTMLElement | null} */ (null));

  useEffect(() => () => search.current.abort(), []);
  const propose = async (/** @type {string} */ place) => {
    search.current.abort();
    const stop = (search.current = new AbortController());
    const named = all.some((one) => one.name === element && one.named) && NAME.test(task.target ?? "");
    setLooking(true);
    setProblem(null);
    setRepair(null);
    try {
      const found = await proposeProfileRepair({ task_id: task.id, element, at: place || undefined, for: named ? (task.target ?? "").replace(/^@/, "") : undefined }, { signal: stop.signal });
      if (!stop.signal.aborted) setRepair(found);
    } catch (error) {
      if (!stop.signal.aborted) setProblem(error);
    } finally {
      if (!stop.signal.aborted) setLooking(false);
    }
  };
  useEffect(() => {
    if (!meant) return;
    const place = `${meant.x},${meant.y}`;
    setAt(place);
    section.current?.scrollIntoView();
    if (element) void propose(place);
    else say(t("repair.chooseFirst"), "bad");
  }, [meant?.round]);
  if (!all.length) return null;

  return html`<section class="repair" ref=${section} aria-label=${t("repair.title")}>
    <h3>${t("repair.title")}</h3>
    <p class="faint">${t("repair.words")}</p>
    <div class="repair-wish">
      ${all.length > 1 &&
      html`<label class="field"><span class="field-name">${t("repair.element")}</span>
        <select value=${element} onChange=${(/** @type {any} */ event) => setElement(event.target.value)}>
          <option value="">${t("repair.choose")}</option>
          ${all.map(({ name }) => html`<option value=${name} selected=${name === element}>${name}</option>`)}
        </select>
        <span class="field-help">${t("repair.elementHelp")}</span></label>`}
      <label class="field"><span class="field-name">${t("repair.at")}</span>
        <input type="text" maxlength="300" value=${at} onInput=${(/** @type {any} */ event) => setAt(event.target.value)} />
        <span class="field-help">${t("repair.atHelp")}</span></label>
    </div>
    <div><${Button} icon="search" disabled=${looking || !element} why=${element ? undefined : t("repair.chooseFirst")} onClick=${() => void propose(at.trim())}>${t("repair.propose")}<//></div>
    ${looking && html`<${Reading} /><p class="faint">${t("repair.looking", { element })}</p>`}
    ${problem && html`<${Notice} kind="bad">${reason(problem)}<//>`}
    ${repair &&
    html`<div class="repair-answer" role="status">
      ${repair.proposals.length === 0 ? html`<${Notice} kind="warn">${t("repair.none")}<//>` : repair.guessed && html`<${Notice} kind="warn">${t("repair.guessed")}<//>`}
      ${repair.notes.map((note) => html`<p class="faint"><bdi>${sentence(note)}</bdi></p>`)}
    </div>
    ${repair.proposals.map((proposal, k) => html`<${Found} key=${k} repair=${repair} proposal=${proposal} n=${k + 1} task=${task.id} />`)}
    ${repair.proposals.length > 0 && html`<p class="faint">${t("repair.then")}</p>`}`}
  </section>`;
}

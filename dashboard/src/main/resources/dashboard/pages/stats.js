// What has happened: tasks an hour, success by script and version of the app, and how long tasks waited.
import { html } from "../lib.js";
import { Button, Choice, Empty, Icon, Notice, Reading, reason } from "../parts/basics.js";
import { HoursChart } from "../parts/chart.js";
import { useTitle } from "../parts/frame.js";
import { duration, number, percent } from "../parts/format.js";
import { ENDS, EndsChart, hasEnds, hoursOf, useHistory } from "../parts/history.js";
import { useQuery } from "../parts/router.js";
import { scriptName } from "../parts/states.js";
import { t } from "../parts/text.js";
import { may } from "../api/session.js";

/** @typedef {import("../api/calls.js").TaskHistory} TaskHistory */
/** @typedef {import("../api/calls.js").TaskHistoryScript} TaskHistoryScript */

const HOURS = [6, 24, 72, 168];
const USUAL = 24;
/** A line on a logarithmic scale has no zero. */
const LEAST_SECONDS = 0.001;

/** @type {Record<string, string>} */
const APPS = { "com.zhiliaoapp.musically": "TikTok", "com.ss.android.ugc.trill": "TikTok", "com.instagram.android": "Instagram" };

/** @param {{history: TaskHistory}} props */
function DelayChart({ history }) {
  const values = (/** @type {"delay_median" | "delay_p95"} */ name) => history.hours.map((hour) => (hour[name] === null ? null : Math.max(LEAST_SECONDS, hour[name] ?? 0)));
  const series = [
    { name: t("stats.median"), colour: "--amber", values: values("delay_median") },
    { name: t("stats.p95"), colour: "--violet", dash: [6, 4], values: values("delay_p95") },
  ];
  return html`<${HoursChart} title=${t("stats.delay")} unit=${t("stats.delayUnit")} hours=${hoursOf(history)} series=${series} kind="lines" format=${(/** @type {number} */ seconds) => duration(seconds * 1000)} />`;
}

/** @param {{of: TaskHistoryScript}} props */
function Share({ of }) {
  const all = ENDS.reduce((sum, { end }) => sum + of[end], 0);
  return html`<div class="share-bar" aria-hidden="true">${ENDS.map(({ end }) => of[end] > 0 && html`<span key=${end} class=${"share-" + end} style=${{ flexGrow: of[end] / all }}></span>`)}</div>`;
}

/** Success is what has done its work or found it done; what a person cancelled does not count. @param {{scripts: TaskHistoryScript[]}} props */
function Scripts({ scripts }) {
  return html`<figure class="chart"><figcaption><h2>${t("stats.scripts")}</h2><span class="faint">${t("stats.scriptsUnit")}</span></figcaption>
    <div class="sheet"><table class="stats-scripts">
      <caption class="unseen">${t("stats.scripts")}</caption>
      <thead><tr><th scope="col">${t("tasks.script")}</th><th scope="col">${t("stats.app")}</th><th scope="col" class="num">${t("stats.success")}</th><th scope="col" class="share-column"><span class="unseen">${t("stats.share")}</span></th>
        ${ENDS.map(({ end }) => html`<th scope="col" class="num" key=${end}>${t("end." + end)}</th>`)}</tr></thead>
      <tbody>${scripts.map((script) => {
        const tried = script.committed + script.no_effect + script.failed + script.unknown;
        return html`<tr key=${[script.script_name, script.app, script.app_version].join(" ")}>
          <th scope="row">${scriptName(script.script_name)}</th>
          <td class="stats-app">${script.app ? html`<span title=${script.app}>${APPS[script.app] ?? html`<bdi>${script.app}</bdi>`}</span> <bdi class="faint">${script.app_version}</bdi>` : html`<span class="faint">${t("stats.noApp")}</span>`}</td>
          <td class="num"><b>${tried ? percent((script.committed + script.no_effect) / tried) : "–"}</b></td>
          <td class="share-column"><${Share} of=${script} /></td>
          ${ENDS.map(({ end }) => html`<td class=${"num" + (script[end] ? "" : " faint")} key=${end} data-label=${t("end." + end)}>${number(script[end])}</td>`)}
        </tr>`;
      })}</tbody>
    </table></div>
  </figure>`;
}

export default function Stats() {
  const { query, change } = useQuery();
  const hours = HOURS.includes(Number(query.hours)) ? Number(query.hours) : USUAL;
  const { history, problem, again } = useHistory(hours);
  useTitle(t("nav.stats"));
  const choices = HOURS.map((value) => ({ value: String(value), label: value < 72 ? t("stats.hours", { n: value }) : t("stats.days", { n: value / 24 }), title: t("stats.last", { n: value }) }));
  return html`<main id="content" tabindex="-1" class="stats">
    <div class="toolbar"><${Choice} label=${t("stats.span")} value=${String(hours)} choices=${choices} onChange=${(/** @type {string} */ value) => change({ hours: Number(value) === USUAL ? "" : value }, { replace: true })} /></div>
    ${problem && html`<${Notice} kind="bad" action=${html`<${Button} onClick=${again}>${t("do.again")}<//>`}>${reason(problem)}<//>`}
    ${!history
      ? !problem && html`<${Reading} />`
      : !hasEnds(history)
        ? html`<${Empty} icon="chart-bar" title=${t("stats.none", { n: hours })}><p>${t("stats.noneWords")}</p>${may("write") && html`<p><a class="button primary" href="/new"><${Icon} name="plus" /><span>${t("first.do")}</span></a></p>`}<//>`
        : html`<${EndsChart} history=${history} /><${Scripts} scripts=${history.scripts} /><${DelayChart} history=${history} />`}
  </main>`;
}

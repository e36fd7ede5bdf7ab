// The accounts: which are held and why, what each may still do today, and the phones that they are bound to.
import { html, memo, useCell, useEffect, useRef, useState } from "../lib.js";
import { accountsExportAddress, changeAccount, changeAccountBudget, createAccount, deleteAccount, importAccounts, listAccounts, pauseAccount, releaseAccount } from "../api/calls.js";
import { ApiError } from "../api/client.js";
import { listen } from "../api/events.js";
import { devices } from "../api/farm.js";
import { may } from "../api/session.js";
import { ask, Bar, Button, Dialog, Empty, Icon, Notice, Reading, reason, say, sentence, useRead } from "../parts/basics.js";
import { useTitle } from "../parts/frame.js";
import { Ago } from "../parts/format.js";
import { Pages } from "../parts/pages.js";
import { go, useQuery } from "../parts/router.js";
import { AccountState, At, heldByRequest, said } from "../parts/states.js";
import { t } from "../parts/text.js";

/** @typedef {import("../api/calls.js").Account} Account */
/** @typedef {import("../../../../../types/api").Action} Action */

const PAGE = 50;
/** @type {Action[]} */
const ACTIONS = ["post", "follow", "unfollow", "comment", "like"];

/** @type {(props: {account: Account, edit: ((account: Account) => void) | null, again: () => void}) => any} */
const Row = memo(({ account, edit, again }) => {
  return html`<tr>
    <td class="who"><a href=${"/tasks?username=" + encodeURIComponent(account.username)}><${At} name=${account.username} /></a>
      <p class="tags"><span class="faint">${t("platform." + account.platform)}</span>${account.tags.map((/** @type {string} */ tag) => html`<a key=${tag} class="tag" href=${"/accounts?tag=" + encodeURIComponent(tag)}><bdi>${tag}</bdi></a>`)}</p></td>
    <td class="state-cell"><${AccountState} account=${account} />${account.held && html`<p class="remark">${!heldByRequest(account) && html`<bdi>${said(account.held_reason)}</bdi> `}<${Ago} at=${account.held_since} /></p>`}</td>
    <td class="phone">${account.device ? html`<a href=${"/phones/" + encodeURIComponent(account.device)}><bdi>${account.device}</bdi></a>${!account.device_online && html` <span class="faint">${t("state.offline")}</span>`}` : html`<span class="faint">${t("targets.unbound")}</span>`}</td>
    ${ACTIONS.map((action) => {
      const budget = account.daily_budget?.actions[action];
      return html`<td class="budget" data-label=${t("action." + action)}>${budget && html`<${Bar} value=${budget.used} max=${budget.limit} label=${t("account.budgetOf", { action: t("action." + action) })} words=${`${budget.used} / ${budget.limit}`} />`}</td>`;
    })}
    <td class="do">${edit &&
    html`${account.held
      ? html`<${Button} small onClick=${async () => {
          await releaseAccount(account.id);
          say(t("said.released", { account: "@" + account.username }));
          again();
        }}>${heldByRequest(account) ? t("phone.resume") : t("account.release")}<//>`
      : html`<${Button} small kind="quiet" icon="player-pause" label=${t("account.hold", { account: "@" + account.username })} onClick=${async () => {
          await pauseAccount(account.id);
          again();
        }} />`}
      <${Button} small kind="quiet" icon="pencil" label=${t("account.edit", { account: "@" + account.username })} onClick=${() => edit(account)} />`}</td>
  </tr>`;
});

/** @param {unknown} error @returns {Record<string, string>} */
function fieldErrors(error) {
  return error instanceof ApiError ? Object.fromEntries(error.fields.map(({ field, message }) => [field.replace(/^\//, ""), sentence(message)])) : {};
}

/** @param {{label: string, error?: string, help?: string, children?: any}} props */
function Field({ label, error, help, children }) {
  return html`<label class="field"><span class="field-name">${label}</span>${children}${help && html`<span class="field-help">${help}</span>`}${error && html`<span class="field-error"><${Icon} name="alert-triangle" />${error}</span>`}</label>`;
}

/** Adds or changes an account. @param {{account: Account | null, onClose: (changed: boolean) => void}} props */
function Edit({ account, onClose }) {
  const phones = useCell(devices);
  const [form, setForm] = useState({
    username: account?.username ?? "",
    platform: account?.platform ?? "tiktok",
    device: account?.device ?? "",
    tags: account?.tags.join(", ") ?? "",
    email: account?.email ?? "",
    packagename: account?.packagename ?? "",
    logined: account?.logined ?? 1,
    status: account?.status ?? 0,
  });
  const [zone, setZone] = useState(account?.daily_budget?.time_zone ?? "");
  const [limits, setLimits] = useState(/** @type {Record<string, string>} */ ({}));
  const [errors, setErrors] = useState(/** @type {Record<string, string>} */ ({}));
  const [general, setGeneral] = useState(/** @type {string | null} */ (null));
  const set = (/** @type {string} */ name) => (/** @type {any} */ event) => setForm((before) => ({ ...before, [name]: event.target.value }));

  const save = async () => {
    setErrors({});
    setGeneral(null);
    /** @type {Record<string, any>} */
    const fields = { ...form, device: form.device || null, tags: form.tags.split(",").map((tag) => tag.trim()).filter(Boolean), logined: Number(form.logined), status: Number(form.status) };
    if (!form.packagename) delete fields.packagename;
    try {
      const saved = account ? await changeAccount(account.id, fields) : await createAccount(fields);
      const changed = Object.fromEntries(Object.entries(limits).map(([action, limit]) => [action, limit === "" ? null : Number(limit)]));
      if (zone !== (account?.daily_budget?.time_zone ?? "")) Object.assign(changed, { time_zone: zone || null });
      if (Object.keys(changed).length > 0) await changeAccountBudget(saved.id, changed);
      say(t("said.saved"));
      onClose(true);
    } catch (error) {
      setErrors(fieldErrors(error));
      if (Object.keys(fieldErrors(error)).length === 0) setGeneral(reason(error));
    }
  };
  const remove = async () => {
    if (!account) return;
    const sure = await ask({ title: t("account.deleteTitle", { account: "@" + account.username }), body: html`<p>${t("account.deleteWords")}</p>`, yes: t("do.delete"), danger: true });
    if (!sure) return;
    try {
      await deleteAccount(account.id);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 40901) throw error;
      const force = await ask({ title: t("account.deleteBusy", { account: "@" + account.username }), body: html`<p>${sentence(error.message)}</p>`, yes: t("account.deleteForce"), danger: true });
      if (!force) return;
      await deleteAccount(account.id, true);
    }
    onClose(true);
  };
  const actions = html`${account && html`<${Button} kind="quiet" icon="trash" onClick=${remove}>${t("do.delete")}<//><span class="gap"></span>`}<${Button} onClick=${() => onClose(false)}>${t("do.cancel")}<//><${Button} kind="primary" onClick=${save}>${t("do.save")}<//>`;
  return html`<${Dialog} title=${account ? t("account.edit", { account: "@" + account.username }) : t("accounts.add")} onClose=${() => onClose(false)} actions=${actions}>
    ${general && html`<${Notice} kind="bad">${general}<//>`}
    <${Field} label=${t("account.username")} error=${errors.username}><input value=${form.username} autocapitalize="none" spellcheck=${false} onInput=${set("username")} /><//>
    <${Field} label=${t("account.platform")} error=${errors.platform}><select value=${form.platform} onChange=${set("platform")}>${["tiktok", "instagram"].map((one) => html`<option value=${one} selected=${one === form.platform}>${t("platform." + one)}</option>`)}</select><//>
    <${Field} label=${t("account.device")} error=${errors.device} help=${t("account.deviceHelp")}><select value=${form.device} onChange=${set("device")}>
      <option value="">${t("targets.unbound")}</option>
      ${[...new Set([...(phones?.keys() ?? []), ...(form.device ? [form.device] : [])])].map((serial) => html`<option value=${serial} selected=${serial === form.device}>${serial}</option>`)}
    </select><//>
    <${Field} label=${t("account.tags")} error=${errors.tags} help=${t("account.tagsHelp")}><input value=${form.tags} onInput=${set("tags")} /><//>
    <div class="pair">
      <${Field} label=${t("account.logined")} error=${errors.logined}><select value=${String(form.logined)} onChange=${set("logined")}>${[1, 0].map((one) => html`<option value=${one} selected=${one === Number(form.logined)}>${t("account.logined." + one)}</option>`)}</select><//>
      <${Field} label=${t("account.status")} error=${errors.status}><select value=${String(form.status)} onChange=${set("status")}>${[0, 1].map((one) => html`<option value=${one} selected=${one === Number(form.status)}>${t("account.status." + one)}</option>`)}</select><//>
    </div>
    <details><summary>${t("account.budget")}</summary><div class="section-fields">
      <p class="field-help">${t("account.budgetHelp")}</p>
      <div class="budget-fields">${ACTIONS.map((action) => {
        const budget = account?.daily_budget?.actions[action];
        return html`<${Field} label=${t("action." + action)} error=${errors[action]}><input type="number" min="0" max="10000" placeholder=${budget ? String(budget.limit) : ""} value=${limits[action] ?? ""} onInput=${(/** @type {any} */ event) => setLimits((before) => ({ ...before, [action]: event.target.value }))} /><//>`;
      })}</div>
      <${Field} label=${t("account.zone")} error=${errors.time_zone} help=${t("account.zoneHelp")}><input value=${zone} placeholder="Europe/Berlin" spellcheck=${false} onInput=${(/** @type {any} */ event) => setZone(event.target.value)} /><//>
    </div></details>
    <details><summary>${t("account.rarer")}</summary><div class="section-fields">
      <${Field} label=${t("account.email")} error=${errors.email}><input type="email" value=${form.email} onInput=${set("email")} /><//>
      <${Field} label=${t("account.packagename")} error=${errors.packagename} help=${t("account.packagenameHelp")}><input value=${form.packagename} spellcheck=${false} onInput=${set("packagename")} /><//>
    </div></details>
  <//>`;
}

/** A table of accounts: first what it would do, then it is taken. @param {{onClose: (changed: boolean) => void}} props */
function Import({ onClose }) {
  const [table, setTable] = useState("");
  const [planned, setPlanned] = useState(/** @type {{created_count: number, updated_count: number, warnings: string[]} | null} */ (null));
  const [problem, setProblem] = useState(/** @type {unknown} */ (null));
  const take = (/** @type {string} */ text) => {
    setTable(text);
    setPlanned(null);
    setProblem(null);
  };
  useEffect(() => {
    if (!table.trim()) return;
    let current = true;
    const timer = setTimeout(() => importAccounts(table, true).then((answer) => current && setPlanned(answer), (error) => current && setProblem(error)), 400);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [table]);
  const work = async () => {
    const answer = await importAccounts(table);
    say(t("import.done", { created: answer.created_count, updated: answer.updated_count }));
    onClose(true);
  };
  const actions = html`<${Button} onClick=${() => onClose(false)}>${t("do.cancel")}<//><${Button} kind="primary" disabled=${!planned} onClick=${work}>${t("import.do")}<//>`;
  return html`<${Dialog} title=${t("import.title")} wide onClose=${() => onClose(false)} actions=${actions}>
    <p>${t("import.words")}</p>
    <label class="field"><span class="field-name">${t("import.file")}</span><input type="file" accept=".csv,text/csv" onChange=${async (/** @type {any} */ event) => take(await event.target.files[0]?.text() ?? "")} /></label>
    <label class="field"><span class="field-name">${t("import.text")}</span><textarea rows="8" class="mono" spellcheck=${false} value=${table} placeholder="username,platform,device,tags" onInput=${(/** @type {any} */ event) => take(event.target.value)}></textarea></label>
    ${problem && html`<${Notice} kind="bad">${problem instanceof ApiError && problem.fields.length > 0 ? html`<ul>${problem.fields.slice(0, 20).map(({ field, message }) => html`<li><b>${field.replace(/^\//, "")}</b>: <bdi>${message}</bdi></li>`)}</ul>` : reason(problem)}<//>`}
    ${planned && html`<${Notice}>${t("import.would", { created: planned.created_count, updated: planned.updated_count })}${planned.warnings.length > 0 && html`<ul>${planned.warnings.slice(0, 20).map((warning) => html`<li><bdi>${sentence(warning)}</bdi></li>`)}</ul>`}<//>`}
  <//>`;
}

export default function Accounts() {
  const { query, change } = useQuery();
  const [editing, setEditing] = useState(/** @type {Account | "new" | null} */ (null));
  const [importing, setImporting] = useState(false);
  const page = Math.max(1, Number(query.page) || 1);
  const read = useRead(
    (signal) => listAccounts({ platform: query.platform, device: query.device, logined: query.logined, status: query.status, tag: query.tag, held: query.held, username: query.username, page, page_size: PAGE }, { signal }),
    [JSON.stringify(query)],
  );
  const filtered = ["platform", "device", "logined", "status", "tag", "held", "username"].some((name) => query[name]);
  const timer = useRef(0);
  const writes = may("write");
  useTitle(t("nav.accounts"), read.data && html`<span class="head-count">${t("accounts.count", { n: read.data.total })}</span>`);
  useEffect(() => {
    let soon = 0;
    const end = listen((name) => {
      if (name !== "account" && name !== "again") return;
      clearTimeout(soon);
      soon = window.setTimeout(read.again, 500);
    });
    return () => {
      clearTimeout(soon);
      end();
    };
  }, []);
  /** @param {string} name @param {[string, string][]} choices */
  const select = (name, choices) => html`<label class="select"><select aria-label=${t("accounts.filter." + name)} value=${query[name] ?? ""} onChange=${(/** @type {any} */ event) => change({ [name]: event.target.value, page: "" })}>
    <option value="">${t("accounts.any." + name)}</option>${choices.map(([value, words]) => html`<option value=${value} selected=${value === query[name]}>${words}</option>`)}
  </select></label>`;
  const closed = (/** @type {boolean} */ changed) => {
    setEditing(null);
    setImporting(false);
    if (changed) read.again();
  };

  return html`<main id="content" tabindex="-1">
    <div class="toolbar" role="search" aria-label=${t("tasks.filter")}>
      <label class="search"><${Icon} name="user" /><input type="search" data-filter placeholder=${t("accounts.find")} aria-label=${t("accounts.find")} value=${query.username ?? ""} onInput=${(/** @type {any} */ event) => {
        clearTimeout(timer.current);
        const text = event.target.value.trim();
        timer.current = window.setTimeout(() => change({ username: text, page: "" }, { replace: true }), 300);
      }} /></label>
      ${select("held", [["true", t("account.state.held")], ["false", t("accounts.notHeld")]])}
      ${select("platform", [["tiktok", t("platform.tiktok")], ["instagram", t("platform.instagram")]])}
      ${select("logined", [["1", t("account.logined.1")], ["0", t("account.logined.0")]])}
      ${select("status", [["0", t("account.status.0")], ["1", t("account.status.1")]])}
      ${query.device && html`<${Button} small icon="x" onClick=${() => change({ device: "" })}><bdi>${query.device}</bdi><//>`}
      ${query.tag && html`<${Button} small icon="x" onClick=${() => change({ tag: "" })}><bdi>${query.tag}</bdi><//>`}
      <span class="gap"></span>
      <a class="button" href=${accountsExportAddress()} download><${Icon} name="download" /><span>${t("accounts.export")}</span></a>
      ${writes && html`<${Button} icon="upload" onClick=${() => setImporting(true)}>${t("accounts.import")}<//><${Button} kind="primary" icon="plus" onClick=${() => setEditing("new")}>${t("accounts.add")}<//>`}
    </div>
    ${read.error && html`<${Notice} kind="bad" action=${html`<${Button} onClick=${read.again}>${t("do.again")}<//>`}>${reason(read.error)}<//>`}
    ${!read.data
      ? !read.error && html`<${Reading} />`
      : read.data.accounts.length === 0
        ? filtered
          ? html`<${Empty} icon="search" title=${t("accounts.noMatch")}><p><${Button} onClick=${() => go("/accounts")}>${t("accounts.showAll")}<//></p><//>`
          : html`<${Empty} icon="users" title=${t("accounts.none")}><p>${t("accounts.noneWords")}</p>${writes && html`<p><${Button} kind="primary" onClick=${() => setEditing("new")}>${t("accounts.add")}<//></p>`}<//>`
        : html`<div class="sheet"><table class="accounts">
            <caption class="unseen">${t("accounts.table")}</caption>
            <thead><tr><th>${t("tasks.account")}</th><th>${t("tasks.status")}</th><th>${t("tasks.phone")}</th>${ACTIONS.map((action) => html`<th class="budget">${t("action." + action)}</th>`)}<th><span class="unseen">${t("tasks.actions")}</span></th></tr></thead>
            <tbody>${read.data.accounts.map((account) => html`<${Row} key=${account.id} account=${account} edit=${writes ? setEditing : null} again=${read.again} />`)}</tbody>
          </table></div>
          <${Pages} page=${page} size=${PAGE} total=${read.data.total} onPage=${(/** @type {number} */ next) => change({ page: next > 1 ? next : "" })} />`}
    ${editing && html`<${Edit} account=${editing === "new" ? null : editing} onClose=${closed} />`}
    ${importing && html`<${Import} onClose=${closed} />`}
  </main>`;
}

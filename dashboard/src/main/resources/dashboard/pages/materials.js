// The material library: what there is, uploads with their progress, tags, captions, and who has posted what.
import { html, useEffect, useRef, useState } from "../lib.js";
import { changeMaterial, deleteMaterial, listMaterials, materialContentAddress, putMaterial } from "../api/calls.js";
import { ApiError } from "../api/client.js";
import { may } from "../api/session.js";
import { ask, Button, Dialog, Empty, Icon, Notice, Reading, reason, say, sentence, useRead } from "../parts/basics.js";
import { useTitle } from "../parts/frame.js";
import { Ago, number, size } from "../parts/format.js";
import { Thumb } from "../parts/materialpicker.js";
import { Pages } from "../parts/pages.js";
import { go, useQuery } from "../parts/router.js";
import { t } from "../parts/text.js";

/** @typedef {import("../api/calls.js").Material} Material */
/** @typedef {{id: number, file: File, share: number, state: "waiting" | "sending" | "done" | "failed", why: string, stop: AbortController}} Upload */

const PAGE = 60;
const AT_ONCE = 2;

/** @param {{material: Material, onClose: (changed: boolean) => void}} props */
function Details({ material, onClose }) {
  const [tags, setTags] = useState(material.tags.join(", "));
  const [caption, setCaption] = useState(material.caption ?? "");
  const [username, setUsername] = useState(material.username ?? "");
  const [sort, setSort] = useState(material.sort === null ? "" : String(material.sort));
  const [errors, setErrors] = useState(/** @type {Record<string, string>} */ ({}));
  const [unplayable, setUnplayable] = useState(false);
  const writes = may("write");
  const address = materialContentAddress(material.id);
  const save = async () => {
    setErrors({});
    try {
      await changeMaterial(material.id, { tags: tags.split(",").map((tag) => tag.trim()).filter(Boolean), caption: caption || null, username: username || null, sort: sort === "" ? null : Number(sort) });
      say(t("said.saved"));
      onClose(true);
    } catch (error) {
      if (!(error instanceof ApiError) || error.fields.length === 0) throw error;
      setErrors(Object.fromEntries(error.fields.map(({ field, message }) => [field.replace(/^\//, "").split("/")[0], sentence(message)])));
    }
  };
  const remove = async () => {
    const sure = await ask({ title: t("material.deleteTitle", { name: material.name }), body: html`<p>${t("material.deleteWords")}</p>`, yes: t("do.delete"), danger: true });
    if (!sure) return;
    await deleteMaterial(material.id);
    onClose(true);
  };
  /** @param {string} name @param {any} field @param {string} [help] */
  const row = (name, field, help) => html`<label class="field"><span class="field-name">${t("material." + name)}</span>${field}${help && html`<span class="field-help">${help}</span>`}${errors[name] && html`<span class="field-error"><${Icon} name="alert-triangle" />${errors[name]}</span>`}</label>`;
  const actions = writes && html`<${Button} kind="quiet" icon="trash" onClick=${remove}>${t("do.delete")}<//><span class="gap"></span><${Button} onClick=${() => onClose(false)}>${t("do.cancel")}<//><${Button} kind="primary" onClick=${save}>${t("do.save")}<//>`;
  return html`<${Dialog} title=${material.name} wide onClose=${() => onClose(false)} actions=${actions}>
    <div class="material">
      <div class="material-picture">${
        material.kind === "image"
          ? html`<img src=${address} alt=${material.name} />`
          : unplayable
            ? html`<p>${t("material.unplayable")}</p>`
            : html`<video src=${address} controls preload="metadata" onError=${() => setUnplayable(true)}></video>`
      }</div>
      <div class="section-fields">
        <dl class="facts">
          <div><dt>${t("material.size")}</dt><dd>${size(material.size)}</dd></div>
          <div><dt>${t("material.created")}</dt><dd><${Ago} at=${material.created_at} /></dd></div>
          <div><dt>${t("material.usedBy")}</dt><dd>${material.used_by.length > 0 ? html`<bdi>${material.used_by.join(", ")}</bdi>` : material.used ? t("material.used") : t("material.unused")}</dd></div>
        </dl>
        ${writes &&
        html`${row("tags", html`<input value=${tags} onInput=${(/** @type {any} */ event) => setTags(event.target.value)} />`, t("account.tagsHelp"))}
          ${row("caption", html`<textarea rows="3" value=${caption} onInput=${(/** @type {any} */ event) => setCaption(event.target.value)}></textarea>`, t("material.captionHelp"))}
          ${row("username", html`<input value=${username} autocapitalize="none" onInput=${(/** @type {any} */ event) => setUsername(event.target.value)} />`, t("material.usernameHelp"))}
          ${row("sort", html`<input type="number" step="1" value=${sort} onInput=${(/** @type {any} */ event) => setSort(event.target.value)} />`, t("material.sortHelp"))}`}
        <p><a href=${address} download=${material.name}>${t("material.download")}</a></p>
      </div>
    </div>
  <//>`;
}

/** Sends files, some at once; what failed is sent again by a click. @param {() => void} landed */
function useUploads(landed) {
  const [uploads, setUploads] = useState(/** @type {Upload[]} */ ([]));
  const queue = useRef(/** @type {Upload[]} */ ([]));
  const sending = useRef(0);
  const ids = useRef(0);
  const set = (/** @type {number} */ id, /** @type {Partial<Upload>} */ changes) => setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const work = () => {
    while (sending.current < AT_ONCE) {
      const next = queue.current.shift();
      if (!next) return;
      sending.current++;
      set(next.id, { state: "sending", share: 0, why: "" });
      putMaterial(next.file, { progress: (share) => set(next.id, { share }), signal: next.stop.signal })
        .then(
          () => {
            set(next.id, { state: "done", share: 1 });
            landed();
          },
          (error) => (next.stop.signal.aborted ? setUploads((all) => all.filter((one) => one.id !== next.id)) : set(next.id, { state: "failed", why: reason(error) })),
        )
        .finally(() => {
          sending.current--;
          work();
        });
    }
  };
  return {
    uploads,
    /** @param {File[]} files */
    add(files) {
      /** @type {Upload[]} */
      const added = files.map((file) => ({ id: ++ids.current, file, share: 0, state: "waiting", why: "", stop: new AbortController() }));
      setUploads((all) => [...all.filter((one) => one.state !== "done"), ...added]);
      queue.current.push(...added);
      work();
    },
    /** @param {Upload} upload */
    again(upload) {
      set(upload.id, { state: "waiting" });
      queue.current.push(upload);
      work();
    },
    /** @param {Upload} upload */
    drop(upload) {
      queue.current = queue.current.filter((one) => one.id !== upload.id);
      upload.stop.abort();
      setUploads((all) => all.filter((one) => one.id !== upload.id));
    },
  };
}

export default function Materials() {
  const { query, change } = useQuery();
  const page = Math.max(1, Number(query.page) || 1);
  const read = useRead((signal) => listMaterials({ tag: query.tag, used: query.used, kind: query.kind, page, page_size: PAGE }, { signal }), [JSON.stringify(query)]);
  const [open, setOpen] = useState(/** @type {Material | null} */ (null));
  const [over, setOver] = useState(false);
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const timer = useRef(0);
  const writes = may("write");
  const soon = useRef(0);
  const { uploads, add, again, drop } = useUploads(() => {
    clearTimeout(soon.current);
    soon.current = window.setTimeout(read.again, 300);
  });
  const filtered = query.tag || query.used || query.kind;
  useTitle(t("nav.materials"), read.data && html`<span class="head-count">${t("materials.count", { n: read.data.total })}</span>`);

  const take = async (/** @type {File[]} */ files) => {
    const taken = new Set(read.data?.materials.map((material) => material.name));
    const double = files.filter((file) => taken.has(file.name));
    if (double.length > 0) {
      const replace = await ask({ title: t("upload.replaceTitle", { n: double.length }), body: html`<p>${t("upload.replaceWords")}</p><ul>${double.slice(0, 10).map((file) => html`<li><bdi>${file.name}</bdi></li>`)}</ul>`, yes: t("upload.replace") });
      if (!replace) files = files.filter((file) => !taken.has(file.name));
    }
    if (files.length > 0) add(files);
  };
  useEffect(() => {
    if (!writes) return;
    let depth = 0;
    const files = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
    const enter = (/** @type {DragEvent} */ event) => {
      if (!files(event)) return;
      depth++;
      setOver(true);
    };
    const leave = (/** @type {DragEvent} */ event) => {
      if (files(event) && --depth <= 0) setOver(false);
    };
    const hover = (/** @type {DragEvent} */ event) => files(event) && event.preventDefault();
    const land = (/** @type {DragEvent} */ event) => {
      if (!files(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      void take([...(event.dataTransfer?.files ?? [])]);
    };
    const listeners = /** @type {[string, any][]} */ ([["dragenter", enter], ["dragleave", leave], ["dragover", hover], ["drop", land]]);
    for (const [name, listener] of listeners) window.addEventListener(name, listener);
    return () => listeners.forEach(([name, listener]) => window.removeEventListener(name, listener));
  }, [writes, read.data]);

  /** @param {string} name @param {[string, string][]} choices */
  const select = (name, choices) => html`<label class="select"><select aria-label=${t("materials.filter." + name)} value=${query[name] ?? ""} onChange=${(/** @type {any} */ event) => change({ [name]: event.target.value, page: "" })}>
    <option value="">${t("materials.any." + name)}</option>${choices.map(([value, words]) => html`<option value=${value} selected=${value === query[name]}>${words}</option>`)}
  </select></label>`;

  return html`<main id="content" tabindex="-1" class=${over ? "drop-over" : ""}>
    <div class="toolbar" role="search" aria-label=${t("tasks.filter")}>
      <label class="search"><${Icon} name="tag" /><input type="search" data-filter placeholder=${t("materials.tag")} aria-label=${t("materials.tag")} value=${query.tag ?? ""} onInput=${(/** @type {any} */ event) => {
        clearTimeout(timer.current);
        const tag = event.target.value.trim();
        timer.current = window.setTimeout(() => change({ tag, page: "" }, { replace: true }), 300);
      }} /></label>
      ${select("kind", [["video", t("materials.video")], ["image", t("materials.image")]])}
      ${select("used", [["false", t("material.unused")], ["true", t("material.used")]])}
      <span class="gap"></span>
      ${writes &&
      html`<${Button} kind="primary" icon="upload" onClick=${() => input.current?.click()}>${t("upload.choose")}<//>
        <input ref=${input} type="file" multiple accept="video/mp4,image/jpeg,image/png" class="unseen" tabindex="-1" aria-label=${t("upload.choose")} onChange=${(/** @type {any} */ event) => {
          void take([...event.target.files]);
          event.target.value = "";
        }} />`}
    </div>
    ${uploads.length > 0 &&
    html`<ul class="uploads" aria-label=${t("upload.list")}>
      ${uploads.map(
        (upload) => html`<li key=${upload.id} class=${upload.state}>
          <${Icon} name=${upload.state === "done" ? "circle-check" : upload.state === "failed" ? "circle-x" : "upload"} />
          <span class="upload-name"><bdi>${upload.file.name}</bdi> <span class="faint">${size(upload.file.size)}</span>${upload.why && html`<span class="field-error"><bdi>${upload.why}</bdi></span>`}</span>
          ${upload.state === "sending" && html`<span class="bar tall" role="progressbar" aria-label=${upload.file.name} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(upload.share * 100)}><span class="bar-fill" style=${{ width: upload.share * 100 + "%" }}></span><span class="bar-words">${number(Math.round(upload.share * 100))}%</span></span>`}
          ${upload.state === "waiting" && html`<span class="faint">${t("state.pending")}</span>`}
          ${upload.state === "failed" && html`<${Button} small icon="refresh" onClick=${() => again(upload)}>${t("do.again")}<//>`}
          <${Button} small kind="quiet" icon="x" label=${t(upload.state === "done" || upload.state === "failed" ? "do.close" : "do.cancel")} onClick=${() => drop(upload)} />
        </li>`,
      )}
    </ul>`}
    ${read.error && html`<${Notice} kind="bad" action=${html`<${Button} onClick=${read.again}>${t("do.again")}<//>`}>${reason(read.error)}<//>`}
    ${!read.data
      ? !read.error && html`<${Reading} />`
      : read.data.materials.length === 0
        ? filtered
          ? html`<${Empty} icon="search" title=${t("materials.noMatch")}><p><${Button} onClick=${() => go("/materials")}>${t("materials.showAll")}<//></p><//>`
          : html`<${Empty} icon="photo-video" title=${t("materials.none")}><p>${t("materials.noneWords")}</p>${writes && html`<p><${Button} kind="primary" icon="upload" onClick=${() => input.current?.click()}>${t("upload.choose")}<//></p>`}<//>`
        : html`<ul class="thumbs">${read.data.materials.map(
            (material) => html`<li key=${material.id}><button type="button" class="thumb" onClick=${() => setOpen(material)}>
              <${Thumb} material=${material} /><span class="thumb-name"><bdi>${material.name}</bdi></span>
              <span class="faint">${size(material.size)} · ${material.used ? t("material.used") : t("material.unused")}</span>
              ${material.tags.length > 0 && html`<span class="tags">${material.tags.slice(0, 4).map((tag) => html`<span key=${tag} class="tag"><bdi>${tag}</bdi></span>`)}</span>`}
            </button></li>`,
          )}</ul>
          <${Pages} page=${page} size=${PAGE} total=${read.data.total} onPage=${(/** @type {number} */ next) => change({ page: next > 1 ? next : "" })} />`}
    ${over && html`<div class="drop" role="status"><${Icon} name="upload" />${t("upload.drop")}</div>`}
    ${open &&
    html`<${Details} material=${open} onClose=${(/** @type {boolean} */ changed) => {
      setOpen(null);
      if (changed) read.again();
    }} />`}
  </main>`;
}

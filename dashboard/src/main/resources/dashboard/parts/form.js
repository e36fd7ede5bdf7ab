// A form that is made from what GET /scripts says of a script's parameters.
import { html, useState } from "../lib.js";
import { Icon } from "./basics.js";
import { MaterialPicker } from "./materialpicker.js";
import { hasText, t, translated } from "./text.js";

/** @typedef {import("../../../../../types/api").Parameter} Parameter */
/** @typedef {import("../../../../../types/api").Script} Script */
/** @typedef {Record<string, any>} Values texts as they stand in the fields, booleans, and of an object its own values; undefined where untouched */

/** @param {string} name */
export function label(name) {
  if (hasText("param." + name)) return t("param." + name);
  const words = name.replaceAll("_", " ");
  return words[0].toUpperCase() + words.slice(1);
}

/** @param {unknown} value */
function blank(value) {
  return value === undefined || value === "" || (typeof value === "string" && value.trim() === "");
}

/**
 * What the API is sent for the form's values. What was left empty is left out, so that the default counts.
 *
 * @param {Parameter[]} parameters
 * @param {Values} values
 * @returns {Record<string, unknown>}
 */
export function toConfig(parameters, values) {
  /** @type {Record<string, unknown>} */
  const config = {};
  for (const parameter of parameters) {
    const value = values[parameter.name];
    if (parameter.type === "object") {
      const inner = toConfig(parameter.parameters ?? [], value ?? {});
      if (Object.keys(inner).length > 0) config[parameter.name] = inner;
    } else if (!blank(value)) config[parameter.name] = toValue(parameter, value);
  }
  return config;
}

/** @param {Parameter} parameter @param {any} value */
function toValue(parameter, value) {
  switch (parameter.type) {
    case "list":
      if (parameter.form === "string") return value;
      return String(value).split(parameter.separator === "line" ? /\n/ : /[\n,]/).map((item) => item.trim()).filter(Boolean);
    case "integer":
    case "number":
      // What is no number goes to the server as it is: its answer names the field.
      return Number.isFinite(Number(value)) ? Number(value) : value;
    case "choice":
      return parameter.choices?.find((choice) => String(choice.value) === String(value))?.value ?? value;
    default:
      return value;
  }
}

/**
 * The form's values for a task's script_config.
 *
 * @param {Parameter[]} parameters
 * @param {Record<string, any>} config
 * @returns {Values}
 */
export function fromConfig(parameters, config) {
  /** @type {Values} */
  const values = {};
  for (const parameter of parameters) {
    const name = [parameter.name, ...parameter.other_names].find((one) => config[one] !== undefined);
    if (!name || parameter.type === "secret") continue;
    const value = config[name];
    if (parameter.type === "object") values[parameter.name] = fromConfig(parameter.parameters ?? [], value ?? {});
    else if (Array.isArray(value)) values[parameter.name] = value.join("\n");
    else values[parameter.name] = typeof value === "boolean" ? value : String(value);
  }
  return values;
}

/** Whether a value is asked for as the form stands. @param {Parameter} parameter @param {Values} values @param {Parameter[]} all */
export function isRequired(parameter, values, all) {
  if (parameter.required) return true;
  const condition = parameter.required_with;
  if (!condition) return false;
  const other = all.find((one) => one.name === condition.parameter);
  const now = blank(values[condition.parameter]) ? other?.default : values[condition.parameter];
  return String(now) === String(condition.value) && !(condition.unless && !blank(values[condition.unless]));
}

/** @param {Parameter[]} parameters @param {Values} values @returns {string[]} names of parameters that are asked for and empty */
export function missing(parameters, values) {
  return parameters.filter((parameter) => parameter.type !== "object" && isRequired(parameter, values, parameters) && blank(values[parameter.name])).map((parameter) => parameter.name);
}

/**
 * Numbers that are outside their ranges, by the parameter's path. The server would say the same; so the reader need not wait for it.
 *
 * @param {Parameter[]} parameters
 * @param {Values} values
 * @param {string} [before] the path of the object that they are in
 * @returns {Record<string, string>}
 */
export function outOfRange(parameters, values, before = "") {
  /** @type {Record<string, string>} */
  const found = {};
  for (const parameter of parameters) {
    const value = values[parameter.name];
    const path = before + parameter.name;
    if (parameter.type === "object") Object.assign(found, outOfRange(parameter.parameters ?? [], value ?? {}, path + "/"));
    if ((parameter.type !== "integer" && parameter.type !== "number") || blank(value)) continue;
    const number = Number(value);
    const { minimum = -Infinity, maximum = Infinity } = parameter;
    const whole = parameter.type === "number" || Number.isInteger(number);
    if (!Number.isFinite(number) || number < minimum || number > maximum || !whole) found[path] = t(whole ? "form.notInRange" : "form.notWhole", { from: minimum, to: maximum });
  }
  return found;
}

/**
 * All fields, by the sections that the script names.
 *
 * @param {{parameters: Parameter[], values: Values, errors: Record<string, string>, platforms: Set<string>, change: (name: string, value: any) => void, touch: (name: string) => void}} props
 *   errors: by the parameter's path, such as `chatgpt_settings/api_key`; platforms: those of the chosen accounts, empty for any
 */
export function Fields({ parameters, values, errors, platforms, change, touch }) {
  /** @type {Map<string, Parameter[]>} */
  const sections = new Map();
  for (const parameter of parameters) sections.set(parameter.section, [...(sections.get(parameter.section) ?? []), parameter]);
  return [...sections].map(
    ([section, list]) => html`<${Section} key=${section} title=${section} parameters=${list} all=${parameters} values=${values} errors=${errors} platforms=${platforms} change=${change} touch=${touch} />`,
  );
}

/** Sections in which nothing is asked for are closed at first. @param {any} props */
function Section({ title, parameters, all, values, errors, platforms, change, touch }) {
  const wrong = parameters.some((/** @type {Parameter} */ one) => Object.keys(errors).some((path) => path === one.name || path.startsWith(one.name + "/")));
  const [first] = useState(() => parameters.some((/** @type {Parameter} */ one) => one.required || values[one.name] !== undefined) || all[0] === parameters[0]);
  const [open, setOpen] = useState(first);
  const name = hasText("section." + title) ? t("section." + title) : title;
  return html`<details class="section" open=${open || wrong} onToggle=${(/** @type {any} */ event) => setOpen(event.target.open)}>
    <summary>${name}</summary>
    <div class="section-fields">
      ${parameters.map((/** @type {Parameter} */ one) => html`<${Field} key=${one.name} parameter=${one} path=${one.name} required=${isRequired(one, values, all)} value=${values[one.name]} errors=${errors} platforms=${platforms}
        change=${(/** @type {any} */ value) => change(one.name, value)} touch=${touch} />`)}
    </div>
  </details>`;
}

/** @param {{parameter: Parameter, path: string, required: boolean, value: any, errors: Record<string, string>, platforms: Set<string>, change: (value: any) => void, touch: (name: string) => void}} props */
function Field({ parameter, path, required, value, errors, platforms, change, touch }) {
  const error = errors[path];
  const id = "f-" + path.replace("/", "-");
  const elsewhere = parameter.only_on !== null && platforms.size > 0 && !platforms.has(parameter.only_on);
  const describedBy = [id + "-help", error && id + "-error"].filter(Boolean).join(" ");
  const common = {
    id,
    "aria-describedby": describedBy,
    "aria-invalid": error ? "true" : undefined,
    "aria-required": required ? "true" : undefined,
    disabled: elsewhere,
    onBlur: () => touch(path),
  };
  const input = (/** @type {any} */ event) => change(event.target.value);
  const rule = [
    parameter.type === "list" && t(parameter.separator === "line" ? "form.oneALine" : "form.linesOrCommas"),
    parameter.minimum !== undefined && parameter.maximum !== undefined && t("form.range", { from: parameter.minimum, to: parameter.maximum }),
    elsewhere && t("form.elsewhere", { platform: t("platform." + parameter.only_on) }),
  ].filter(Boolean);

  if (parameter.type === "object") {
    const inner = parameter.parameters ?? [];
    return html`<fieldset class="object"><legend>${label(parameter.name)}</legend><p class="field-help">${translated(parameter.summary)}</p>
      ${inner.map((one) => html`<${Field} key=${one.name} parameter=${one} path=${path + "/" + one.name} required=${isRequired(one, value ?? {}, inner)} value=${value?.[one.name]} errors=${errors} platforms=${platforms}
        change=${(/** @type {any} */ next) => change({ ...value, [one.name]: next })} touch=${touch} />`)}
      ${error && html`<p class="field-error" id=${id + "-error"}><${Icon} name="alert-triangle" />${error}</p>`}</fieldset>`;
  }
  let control;
  switch (parameter.type) {
    case "boolean":
      control = html`<label class="check"><input type="checkbox" ...${common} checked=${value ?? parameter.default ?? false} onChange=${(/** @type {any} */ event) => change(event.target.checked)} /><span>${label(parameter.name)}</span></label>`;
      break;
    case "choice":
      control = html`<select ...${common} value=${String(value ?? parameter.default ?? "")} onChange=${input}>
        ${(parameter.choices ?? []).map((choice) => html`<option value=${String(choice.value)} selected=${String(choice.value) === String(value ?? parameter.default ?? "")}>${translated(choice.summary)}</option>`)}
      </select>`;
      break;
    case "integer":
    case "number":
      control = html`<input type="number" inputmode="decimal" step=${parameter.type === "integer" ? 1 : "any"} min=${parameter.minimum} max=${parameter.maximum} ...${common} value=${value ?? ""} placeholder=${parameter.default === null ? "" : String(parameter.default)} onInput=${input} />`;
      break;
    case "secret":
      control = html`<input type="password" autocomplete="off" ...${common} value=${value ?? ""} onInput=${input} />`;
      break;
    case "url":
      control = html`<input type="url" ...${common} value=${value ?? ""} placeholder=${parameter.default ?? ""} onInput=${input} />`;
      break;
    case "list":
    case "text":
      control = html`<textarea rows=${parameter.type === "list" ? 3 : 1} class=${parameter.type} ...${common} value=${value ?? ""} placeholder=${parameter.default ?? ""} spellcheck=${parameter.type === "text"} onInput=${input}></textarea>`;
      break;
  }
  return html`<div class=${"field" + (elsewhere ? " elsewhere" : "")}>
    ${parameter.type !== "boolean" && html`<label class="field-name" for=${id}>${label(parameter.name)}${required && html` <span class="required">${t("form.required")}</span>`}</label>`}
    ${control}
    ${parameter.name === "material_list" && !elsewhere && html`<${MaterialPicker} value=${value ?? ""} change=${change} />`}
    <p class="field-help" id=${id + "-help"}>${translated(parameter.summary)}${rule.length > 0 && " " + rule.join(" ")}</p>
    ${error && html`<p class="field-error" id=${id + "-error"}><${Icon} name="alert-triangle" />${error}</p>`}
  </div>`;
}

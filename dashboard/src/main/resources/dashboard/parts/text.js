// Words. t("needs.all", {n: 12}) takes the text of that key in the reader's language: text/en.js, text/zh.js.
import { cell, html, remembered } from "../lib.js";
import en from "../text/en.js";
import zh from "../text/zh.js";
import serverZh from "../text/server-zh.js";

/** @typedef {string | Partial<Record<Intl.LDMLPluralRule, string>>} Text */
/** @type {Record<string, Record<string, Text>>} */
const LANGUAGES = { en, zh };
export const LANGUAGE_NAMES = { en: "English", zh: "中文" };

export const language = cell(firstLanguage());
/** @type {Intl.PluralRules} */
let plurals;
/** @type {Intl.NumberFormat} */
let numbers;
prepare();

function firstLanguage() {
  const chosen = remembered.get("language");
  if (chosen && LANGUAGES[chosen]) return chosen;
  const asked = navigator.languages.map((tag) => tag.split("-")[0]);
  return asked.find((tag) => LANGUAGES[tag]) ?? "en";
}

function prepare() {
  plurals = new Intl.PluralRules(language.get());
  numbers = new Intl.NumberFormat(language.get());
  document.documentElement.lang = language.get() === "zh" ? "zh-Hans" : language.get();
}

/** @param {string} tag */
export function speak(tag) {
  remembered.set("language", tag);
  language.set(tag);
  prepare();
}

/** @param {string} key */
export function hasText(key) {
  return key in LANGUAGES[language.get()];
}

/** @type {Record<string, string>} */
const SERVER_ZH = serverZh;

/** What the server says of a script or a parameter, in the reader's language where that is known. @param {string} words */
export function translated(words) {
  return (language.get() === "zh" && SERVER_ZH[words]) || words;
}

/** @param {string} key @param {Record<string, unknown>} values */
function template(key, values) {
  const text = LANGUAGES[language.get()][key];
  if (text === undefined) return key;
  if (typeof text === "string") return text;
  return text[plurals.select(Number(values.n ?? 0))] ?? text.other ?? key;
}

/**
 * The text in the reader's language. Numbers are written as the language does; other people's words keep to themselves, whichever way they run.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values] of the {names} in the text; {n} chooses the plural
 * @returns {string}
 */
export function t(key, values = {}) {
  return template(key, values).replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? numbers.format(value) : isolated(value);
  });
}

/**
 * As t, for texts with elements in them: tx("needs.heldOn", {account: html`<b>@ann</b>`}).
 *
 * @param {string} key
 * @param {Record<string, any>} values
 * @returns {any[]}
 */
export function tx(key, values) {
  return template(key, values)
    .split(/(\{\w+\})/)
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (!name || values[name] === undefined) return part;
      const value = values[name];
      if (typeof value === "number") return numbers.format(value);
      return typeof value === "string" ? html`<bdi>${value}</bdi>` : value;
    });
}

/** Marks that would end the isolation are left out. @param {string} value */
function isolated(value) {
  return /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/.test(value) ? `\u2068${value.replace(/[\u202a-\u202e\u2066-\u2069]/g, "")}\u2069` : value;
}

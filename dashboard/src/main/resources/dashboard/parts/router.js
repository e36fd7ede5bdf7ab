// Every state of a page is a URL. Links are plain <a href="/tasks?status=3">; this takes the click.
import { cell, useCell } from "../lib.js";

/** Told at once: a click on a filter waits for nothing. */
export const place = cell(here(), 0);

function here() {
  return { path: location.pathname, search: location.search };
}

/**
 * @param {string} url
 * @param {{replace?: boolean}} [options] replace: the back button does not come back to the state that is left
 */
export function go(url, { replace = false } = {}) {
  if (replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  place.set(here());
}

/** @param {Record<string, unknown>} query */
export function search(query) {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "" && value !== false);
  const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
  return text ? "?" + text : "";
}

/** @param {string} text */
function read(text) {
  return Object.fromEntries(new URLSearchParams(text));
}

/**
 * The query of the URL, and how to change some of it. A change is made to the query as it then is, not to the one that
 * was drawn last: a second click, or a timer, may come before the page is drawn again.
 */
export function useQuery() {
  const query = read(useCell(place).search);
  return {
    query,
    /**
     * @param {Record<string, unknown> | ((now: Record<string, string>) => Record<string, unknown>)} changes
     * @param {{replace?: boolean}} [options]
     */
    change: (changes, options) => {
      const { path, search: text } = place.get();
      const now = read(text);
      go(path + search({ ...now, ...(typeof changes === "function" ? changes(now) : changes) }), options);
    },
  };
}

/**
 * @template T
 * @param {[string, T][]} routes such as ["/phones/:serial", page]
 * @param {string} path
 * @returns {{page: T, values: Record<string, string>} | null}
 */
export function match(routes, path) {
  const parts = path.replace(/\/+$/, "").split("/");
  for (const [pattern, page] of routes) {
    const wanted = pattern.replace(/\/+$/, "").split("/");
    if (wanted.length !== parts.length) continue;
    /** @type {Record<string, string>} */
    const values = {};
    const fits = wanted.every((part, k) => {
      if (!part.startsWith(":")) return part === parts[k];
      try {
        values[part.slice(1)] = decodeURIComponent(parts[k]);
      } catch {
        return false;
      }
      return parts[k] !== "";
    });
    if (fits) return { page, values };
  }
  return null;
}

/** Takes over links of the page's own, and the back button. Call it once. */
export function followLinks() {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin || link.pathname.startsWith("/api/")) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    if (link.href !== location.href) go(link.pathname + link.search + link.hash);
  });
  window.addEventListener("popstate", () => place.set(here()));
}

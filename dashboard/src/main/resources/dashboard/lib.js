// All that the pages take from elsewhere comes through here: preact with hooks, and htm for templates (no build step).
import {
  Component,
  createContext,
  h,
  html,
  render,
  useContext,
  useEffect,
  useErrorBoundary,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "/lib/htm/preact/standalone.module.js";

export { Component, createContext, h, html, render, useContext, useEffect, useErrorBoundary, useLayoutEffect, useMemo, useRef, useState };

/**
 * A part that is drawn again only when one of its properties is another value.
 *
 * @param {(props: any) => any} part
 * @returns {any}
 */
export function memo(part) {
  return class extends Component {
    /** @param {Record<string, unknown>} next */
    shouldComponentUpdate(next) {
      const now = this.props;
      const names = new Set([...Object.keys(now), ...Object.keys(next)]);
      return [...names].some((name) => now[name] !== next[name]);
    }

    /** @param {any} props */
    render(props) {
      return h(part, props);
    }
  };
}

/**
 * Makes a value that parts of the page can watch.
 *
 * @template T
 * @param {T} initial
 * @param {number} wait milliseconds: watchers are told at most so often, however many changes come; 0: of each one, at once
 */
export function cell(initial, wait = 50) {
  let value = initial;
  /** @type {Set<() => void>} */
  const watchers = new Set();
  let timer = 0;
  const tell = () => {
    timer = 0;
    watchers.forEach((watcher) => watcher());
  };
  return {
    get: () => value,
    /** @param {T} next */
    set(next) {
      if (Object.is(value, next)) return;
      value = next;
      if (wait === 0) tell();
      else if (!timer) timer = window.setTimeout(tell, wait);
    },
    /** @param {() => void} watcher */
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

/**
 * The cell's value; the part is drawn again when it (or what `choose` takes of it) becomes another.
 *
 * @template T, [S=T]
 * @param {{get: () => T, watch: (watcher: () => void) => () => void}} watched
 * @param {(value: T) => S} [choose]
 * @returns {S}
 */
export function useCell(watched, choose = (value) => /** @type {S} */ (/** @type {unknown} */ (value))) {
  const [, redraw] = useState(0);
  const chosen = choose(watched.get());
  const last = useRef(chosen);
  last.current = chosen;
  const choice = useRef(choose);
  choice.current = choose;
  useEffect(() => {
    const check = () => {
      if (!Object.is(choice.current(watched.get()), last.current)) redraw((n) => n + 1);
    };
    check();
    const end = watched.watch(check);
    return () => void end();
  }, [watched]);
  return chosen;
}

/** What this browser remembers of the reader's choices. Without storage nothing is remembered, and all else works. */
export const remembered = {
  /** @param {string} name */
  get(name) {
    try {
      return localStorage.getItem("drover." + name);
    } catch {
      return null;
    }
  },
  /** @param {string} name @param {string | null} value */
  set(name, value) {
    try {
      if (value === null) localStorage.removeItem("drover." + name);
      else localStorage.setItem("drover." + name, value);
    } catch {
      // See above.
    }
  },
};

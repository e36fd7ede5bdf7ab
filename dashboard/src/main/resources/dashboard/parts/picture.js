// The picture of a phone's screen, live as long as it can be seen.
import { html, useCell, useEffect, useRef, useState } from "../lib.js";
import { changedView, liveConnected, watchPhone } from "../api/live.js";
import { Icon } from "./basics.js";
import { hour } from "./format.js";
import { t } from "./text.js";

const PER_SECOND = 1;
const LARGE_PER_SECOND = 8;
/** Cards of almost the same width want the same picture. */
const WIDTH_STEP = 40;
/** A picture that is older is not called live. Many phones at once get fewer pictures than one a second. */
const OLD_MS = 20_000;

/** @type {WeakMap<Element, (visible: boolean) => void>} */
const onSight = new WeakMap();
const sight = new IntersectionObserver((entries) => entries.forEach((entry) => onSight.get(entry.target)?.(entry.isIntersecting)), { rootMargin: "64px" });

/** @type {WeakMap<Element, () => void>} */
const onWidth = new WeakMap();
const widths = new ResizeObserver((entries) => entries.forEach((entry) => onWidth.get(entry.target)?.()));

/**
 * Whether the element can be seen, as far as scrolling goes.
 *
 * @param {{current: Element | null}} element
 */
export function useInSight(element) {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const watched = element.current;
    if (!watched) return;
    onSight.set(watched, setVisible);
    sight.observe(watched);
    return () => sight.unobserve(watched);
  }, []);
  return visible;
}

/** @param {HTMLElement} element */
function pixels(element) {
  return Math.max(WIDTH_STEP, Math.ceil((element.clientWidth * window.devicePixelRatio) / WIDTH_STEP) * WIDTH_STEP);
}

/**
 * Shows one picture after another in an image. While one is being decoded, later ones wait, and of them only the newest. At most one object URL is held.
 *
 * @param {HTMLImageElement} image
 */
function show(image) {
  /** @type {string | null} */
  let url = null;
  /** @type {Blob | null} */
  let waiting = null;
  let busy = false;
  /** @param {Blob} picture */
  const put = (picture) => {
    busy = true;
    const before = url;
    url = URL.createObjectURL(picture);
    image.src = url;
    if (before) URL.revokeObjectURL(before);
  };
  image.onload = image.onerror = () => {
    busy = false;
    const next = waiting;
    waiting = null;
    if (next) put(next);
  };
  return {
    /** @param {Blob} picture */
    picture: (picture) => (busy ? (waiting = picture) : put(picture)),
    end: () => {
      image.onload = image.onerror = null;
      if (url) URL.revokeObjectURL(url);
      url = waiting = null;
    },
  };
}

/**
 * What a phone shows now.
 *
 * @param {{serial: string, live: boolean, large?: boolean, onSize?: (width: number, height: number) => void}} props
 *   live: whether to ask for pictures at all, such as not while the phone is offline; onSize: told the size of the screen, in the pixels of taps
 */
export function Picture({ serial, live, large, onSize }) {
  const frame = useRef(/** @type {HTMLElement | null} */ (null));
  const image = useRef(/** @type {HTMLImageElement | null} */ (null));
  const told = useRef(onSize);
  told.current = onSize;
  const visible = useInSight(frame);
  const connected = useCell(liveConnected);
  const [taken, setTaken] = useState(/** @type {string | null} */ (null));
  const [old, setOld] = useState(false);
  const [problem, setProblem] = useState(/** @type {string | null} */ (null));
  const newest = useRef({ at: "", received: 0, width: 0, height: 0 });
  const shown = useRef(/** @type {ReturnType<typeof show> | null} */ (null));

  useEffect(() => {
    setTaken(null);
    setProblem(null);
    newest.current = { at: "", received: 0, width: 0, height: 0 };
    if (!image.current) return;
    const screen = show(image.current);
    shown.current = screen;
    return () => {
      shown.current = null;
      screen.end();
    };
  }, [serial]);

  useEffect(() => {
    const element = frame.current;
    if (!visible || !live || !element) return;
    newest.current.received = performance.now();
    setOld(false);
    /** @type {import("../api/live.js").Watcher} */
    const watcher = {
      serial,
      width: pixels(element),
      perSecond: large ? LARGE_PER_SECOND : PER_SECOND,
      focus: Boolean(large),
      onPicture: (bytes, header) => {
        const before = newest.current;
        newest.current = { at: header.taken_at, received: performance.now(), width: header.screen_width, height: header.screen_height };
        shown.current?.picture(bytes);
        if (before.width !== header.screen_width || before.height !== header.screen_height) told.current?.(header.screen_width, header.screen_height);
        // These are drawn again only when they become another: a picture itself draws nothing again.
        setTaken((was) => was ?? header.taken_at);
        setProblem(null);
        setOld(false);
      },
      onProblem: (words) => setProblem(words),
    };
    const end = watchPhone(watcher);
    onWidth.set(element, () => {
      const width = pixels(element);
      if (width === watcher.width) return;
      watcher.width = width;
      changedView();
    });
    widths.observe(element);
    const aging = window.setInterval(() => setOld(performance.now() - newest.current.received > OLD_MS), OLD_MS / 4);
    return () => {
      clearInterval(aging);
      widths.unobserve(element);
      end();
    };
  }, [serial, visible, live, large]);

  const has = live && taken !== null;
  const late = has && visible && (old || !connected || problem !== null);
  const note = late ? t("picture.old", { time: hour(newest.current.at) }) : "";
  return html`<div class="picture" ref=${frame}>
    <img ref=${image} hidden=${!has} class=${late ? "late" : ""} alt=${t("picture.of", { phone: serial })} draggable=${false} decoding="async" />
    ${!has && html`<span class="picture-none"><${Icon} name="device-mobile" /></span>`}
    ${live && (note || problem) && html`<p class="picture-note">${note && html`<b>${note}</b>`} ${problem && html`<bdi title=${problem}>${problem}</bdi>`}</p>`}
  </div>`;
}

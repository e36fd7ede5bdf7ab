// Charts by uPlot. Each has its figures in words: under the keys of the cursor, and in a table.
import UPlot from "/lib/uplot/dist/uPlot.esm.js";
import { html, useCell, useEffect, useRef, useState } from "../lib.js";
import { Button } from "./basics.js";
import { theme } from "./frame.js";
import { language, t } from "./text.js";

/** @typedef {"plain" | "rising" | "falling" | "level" | "dots"} Pattern how an area looks beside its colour, for those who do not see colours */
/**
 * @typedef {object} Series
 * @property {string} name
 * @property {string} colour a token, such as `--green`
 * @property {Pattern} [pattern] of the bars
 * @property {number[]} [dash] of the line
 * @property {(number | null)[]} values
 */

/** A colour as it is now, light or dark. @param {Element} at @param {string} token */
function colour(at, token) {
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  at.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** @param {string} ink @param {Pattern} pattern @returns {string | CanvasPattern} */
function fill(ink, pattern) {
  if (pattern === "plain") return ink;
  const size = 6;
  const tile = document.createElement("canvas");
  tile.width = tile.height = size;
  const pen = tile.getContext("2d");
  if (!pen) return ink;
  pen.globalAlpha = 0.35;
  pen.fillStyle = ink;
  pen.fillRect(0, 0, size, size);
  pen.globalAlpha = 1;
  pen.strokeStyle = ink;
  pen.lineWidth = 1.5;
  pen.beginPath();
  if (pattern === "dots") {
    pen.arc(size / 2, size / 2, 1.4, 0, 7);
    pen.fill();
  } else if (pattern === "level") {
    pen.moveTo(0, size / 2);
    pen.lineTo(size, size / 2);
  } else {
    const up = pattern === "rising";
    for (const shift of [-size, 0, size]) {
      pen.moveTo(shift, up ? size : 0);
      pen.lineTo(shift + size, up ? 0 : size);
    }
  }
  pen.stroke();
  return pen.createPattern(tile, "repeat") ?? ink;
}

/** The key of a series: a square with its colour and pattern, or a piece of its line. @param {{series: Series, bars: boolean}} props */
function Mark({ series, bars }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const chosen = useCell(theme);
  const dark = useDark();
  useEffect(() => {
    const at = canvas.current;
    const pen = at?.getContext("2d");
    if (!at || !pen) return;
    const ink = colour(at.parentElement ?? document.body, series.colour);
    pen.clearRect(0, 0, at.width, at.height);
    if (bars) {
      pen.fillStyle = fill(ink, series.pattern ?? "plain");
      pen.fillRect(0, 0, at.width, at.height);
    } else {
      pen.strokeStyle = ink;
      pen.lineWidth = 2;
      pen.setLineDash(series.dash ?? []);
      pen.moveTo(0, at.height / 2);
      pen.lineTo(at.width, at.height / 2);
      pen.stroke();
    }
  }, [chosen, dark, series.colour]);
  return html`<canvas class="chart-mark" ref=${canvas} width=${bars ? 12 : 20} height="12" aria-hidden="true"></canvas>`;
}

const DARK = matchMedia("(prefers-color-scheme: dark)");

/** Whether the system is dark; charts are painted anew when that changes. */
function useDark() {
  const [dark, setDark] = useState(DARK.matches);
  useEffect(() => {
    const change = () => setDark(DARK.matches);
    DARK.addEventListener("change", change);
    return () => DARK.removeEventListener("change", change);
  }, []);
  return dark;
}

/** Where a logarithmic scale of seconds has its lines: what people count by. */
const SECONDS = [0.001, 0.01, 0.1, 1, 10, 60, 600, 3600, 21_600, 86_400, 604_800, 6_048_000];

/** From the line below the least to the line above the most. @param {number | null} min @param {number | null} max @returns {[number, number]} */
function around(min, max) {
  const below = SECONDS.findLastIndex((line) => line <= (min ?? 1));
  const above = SECONDS.findIndex((line) => line > (max ?? 1));
  return [SECONDS[Math.max(0, below)], SECONDS[above < 0 ? SECONDS.length - 1 : above]];
}

/** @param {number} seconds since 1970 @param {boolean} withDay */
function hourWords(seconds, withDay) {
  return new Intl.DateTimeFormat(language.get(), { ...(withDay ? { weekday: "short" } : {}), hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(seconds * 1000));
}

/** An hour in words, with its day. @param {number} seconds */
export function hourName(seconds) {
  return new Intl.DateTimeFormat(language.get(), { weekday: "short", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(seconds * 1000));
}

/**
 * What happened in each hour.
 *
 * @param {{title: string, hours: number[], series: Series[], kind: "bars" | "lines", format: (value: number) => string, height?: number, small?: boolean, unit?: string, aside?: any}} props
 *   hours: when they begin, in seconds since 1970; kind: bars stand on each other; small: without a table
 */
export function HoursChart({ title, hours, series, kind, format, height = 220, small, unit, aside }) {
  const host = useRef(/** @type {HTMLElement | null} */ (null));
  const plot = useRef(/** @type {any} */ (null));
  const [at, setAt] = useState(/** @type {number | null} */ (null));
  const [asTable, setAsTable] = useState(false);
  const chosen = useCell(theme);
  const dark = useDark();
  const tongue = useCell(language);
  const bars = kind === "bars";
  const key = JSON.stringify([hours, series.map((one) => one.values)]);

  useEffect(() => {
    const place = host.current;
    if (!place || asTable) return;
    const text = colour(place, "--text-2");
    const line = colour(place, "--line");
    const font = `12px ${getComputedStyle(place).fontFamily}`;
    // Bars stand on each other: each is drawn from the ground up to its top, the highest first.
    const tops = bars ? series.map((_, k) => hours.map((_, i) => series.slice(0, k + 1).reduce((sum, one) => sum + (one.values[i] ?? 0), 0))) : series.map((one) => one.values);
    const order = series.map((_, k) => (bars ? series.length - 1 - k : k));
    const built = new UPlot(
      {
        width: Math.max(200, place.clientWidth),
        height,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: bars ? { show: false } : {} },
        scales: {
          x: { time: true, range: () => [hours[0] - 1800, hours[hours.length - 1] + (bars ? 1800 : 900)] },
          y: bars ? { range: (/** @type {any} */ _, /** @type {number} */ __, /** @type {number} */ max) => [0, Math.max(1, max * 1.08)] } : { distr: 3, range: (/** @type {any} */ _, /** @type {number} */ min, /** @type {number} */ max) => around(min, max) },
        },
        axes: [
          {
            stroke: text,
            font,
            grid: { show: false },
            ticks: { stroke: line, size: 4 },
            space: 56,
            size: 28,
            values: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map((split) => hourWords(split, new Date(split * 1000).getHours() === 0)),
          },
          {
            stroke: text,
            font,
            size: small ? 36 : 64,
            space: small ? 26 : 36,
            grid: { stroke: line, width: 1 },
            ticks: { show: false },
            incrs: bars ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000] : undefined,
            filter: (/** @type {any} */ _, /** @type {(number | null)[]} */ splits) => splits,
            splits: bars ? undefined : (/** @type {any} */ _, /** @type {number} */ __, /** @type {number} */ min, /** @type {number} */ max) => SECONDS.filter((one) => one >= min && one <= max),
            values: (/** @type {any} */ _, /** @type {(number | null)[]} */ splits) => splits.map((split) => (split === null ? "" : format(split))),
          },
        ],
        series: [
          {},
          ...order.map((k) => {
            const ink = colour(place, series[k].colour);
            return bars
              ? { stroke: ink, width: 0, fill: () => fill(ink, series[k].pattern ?? "plain"), paths: UPlot.paths.bars?.({ size: [0.72, 40], radius: 0 }), points: { show: false } }
              : { stroke: ink, width: 2, dash: series[k].dash, spanGaps: false, points: { show: true, size: 5, fill: ink } };
          }),
        ],
        hooks: { setCursor: [(/** @type {any} */ self) => setAt(self.cursor.idx ?? null)] },
      },
      [hours, ...order.map((k) => tops[k])],
      place,
    );
    plot.current = built;
    const watcher = new ResizeObserver(() => built.setSize({ width: Math.max(200, place.clientWidth), height }));
    watcher.observe(place);
    return () => {
      watcher.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [key, chosen, dark, tongue, asTable, height]);

  /** @param {KeyboardEvent} event */
  const move = (event) => {
    const last = hours.length - 1;
    const from = at ?? last + 1;
    const to = { ArrowLeft: Math.max(0, from - 1), ArrowRight: Math.min(last, at === null ? 0 : from + 1), Home: 0, End: last }[event.key];
    if (event.key === "Escape") setAt(null);
    if (to === undefined) return;
    event.preventDefault();
    setAt(to);
    plot.current?.setCursor({ left: plot.current.valToPos(hours[to], "x"), top: 0 }, false);
  };
  const shown = at !== null && at < hours.length ? at : null;
  const total = (/** @type {Series} */ one) => one.values.reduce((/** @type {number} */ sum, value) => sum + (value ?? 0), 0);
  const value = (/** @type {number | null | undefined} */ figure) => (figure === null || figure === undefined ? "–" : format(figure));
  return html`<figure class=${"chart" + (small ? " small" : "")}>
    <figcaption><h2>${title}</h2>${unit && html`<span class="faint">${unit}</span>`}<span class="gap"></span>${aside}
      ${!small && html`<${Button} kind="quiet" small icon=${asTable ? "chart-bar" : "table"} pressed=${asTable} onClick=${() => setAsTable(!asTable)}>${asTable ? t("chart.chart") : t("chart.table")}<//>`}</figcaption>
    <ul class="chart-keys" aria-live="polite">
      <li class="chart-when">${shown === null ? t("chart.all", { n: hours.length }) : hourName(hours[shown])}</li>
      ${series.map((one) => html`<li key=${one.name}><${Mark} series=${one} bars=${bars} /><span>${one.name}</span> <b>${shown !== null ? value(one.values[shown]) : bars ? format(total(one)) : ""}</b></li>`)}
    </ul>
    ${asTable
      ? html`<${Figures} title=${title} hours=${hours} series=${series} value=${value} />`
      : html`<div class="chart-plot" ref=${host} tabindex="0" role="img" aria-label=${t("chart.label", { title })} onKeyDown=${move} onBlur=${() => setAt(null)} style=${{ minHeight: height + "px" }}></div>`}
  </figure>`;
}

/** @param {{title: string, hours: number[], series: Series[], value: (figure: number | null | undefined) => string}} props */
function Figures({ title, hours, series, value }) {
  return html`<div class="sheet chart-table" tabindex="0" role="region" aria-label=${title}><table>
    <caption class="unseen">${title}</caption>
    <thead><tr><th scope="col">${t("chart.hour")}</th>${series.map((one) => html`<th scope="col" class="num" key=${one.name}>${one.name}</th>`)}</tr></thead>
    <tbody>${hours.map((hour, k) => html`<tr key=${hour}><th scope="row">${hourName(hour)}</th>${series.map((one) => html`<td class="num" key=${one.name}>${value(one.values[k])}</td>`)}</tr>`).reverse()}</tbody>
  </table></div>`;
}

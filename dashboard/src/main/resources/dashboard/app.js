// Starts the page: finds out who is there, reads the farm, then shows the page of the URL.
import { h, html, render, useCell, useEffect, useErrorBoundary, useState } from "./lib.js";
import { openEvents, closeEvents } from "./api/events.js";
import { followFarm, readFarm } from "./api/farm.js";
import { findSession, session } from "./api/session.js";
import { Button, Empty, Notice, Reading, Sayings } from "./parts/basics.js";
import { Frame, useTitle } from "./parts/frame.js";
import { followLinks, match, place } from "./parts/router.js";
import { language, t } from "./parts/text.js";
import { SignIn } from "./pages/signin.js";

/** @type {[string, () => Promise<{default: any}>][]} */
const ROUTES = [
  ["/", () => import("./pages/farm.js")],
  ["/phones/:serial", () => import("./pages/phone.js")],
  ["/tasks", () => import("./pages/tasks.js")],
  ["/tasks/:id", () => import("./pages/task.js")],
  ["/new", () => import("./pages/new.js")],
  ["/accounts", () => import("./pages/accounts.js")],
  ["/materials", () => import("./pages/materials.js")],
  ["/stats", () => import("./pages/stats.js")],
  ["/settings", () => import("./pages/settings.js")],
  ["/reference", () => import("./pages/reference.js")],
];

/** Shows a page, and instead of a broken one what broke. @param {{page: any, values: Record<string, string>}} props */
function Guarded({ page, values }) {
  const [error, again] = useErrorBoundary();
  if (error) {
    return html`<main id="content" tabindex="-1"><${Notice} kind="bad" action=${html`<${Button} onClick=${again}>${t("do.again")}<//>`}>${t("error.page", { reason: String(error) })}<//></main>`;
  }
  return h(page, values);
}

/** @param {{path: string}} props */
function NotHere({ path }) {
  useTitle(t("nothere.title"));
  return html`<main id="content" tabindex="-1"><${Empty} icon="search" title=${t("nothere.words", { path })}><p><a class="button" href="/">${t("nothere.farm")}</a></p><//></main>`;
}

function Page() {
  const { path } = useCell(place);
  const [loaded, setLoaded] = useState(/** @type {{path: string, page: any, values: Record<string, string>} | null} */ (null));
  const [problem, setProblem] = useState(/** @type {string | null} */ (null));
  const found = match(ROUTES, path);

  useEffect(() => {
    if (!found) return;
    let current = true;
    setProblem(null);
    found.page().then(
      (module) => current && setLoaded({ path, page: module.default, values: found.values }),
      (error) => current && setProblem(String(error)),
    );
    return () => void (current = false);
  }, [path]);

  if (!found) {
    return html`<${NotHere} path=${path} />`;
  }
  if (problem) return html`<main id="content" tabindex="-1"><${Notice} kind="bad">${t("error.page", { reason: problem })}<//></main>`;
  if (!loaded) return html`<main id="content" tabindex="-1"><${Reading} /></main>`;
  return h(Guarded, { key: loaded.path, page: loaded.page, values: loaded.values });
}

function App() {
  const { state } = useCell(session);
  const tongue = useCell(language);
  useEffect(() => {
    if (state !== "in") {
      closeEvents();
      return;
    }
    openEvents();
    void readFarm();
  }, [state]);
  if (state === "opening") return html`<${Reading} />`;
  if (state === "out" || state === "unreachable") return html`<${SignIn} key=${tongue} /><${Sayings} />`;
  return html`<${Frame} key=${tongue}><${Page} /><//><${Sayings} />`;
}

followLinks();
followFarm();
void findSession();
const root = document.getElementById("app");
if (root) render(html`<${App} />`, root);

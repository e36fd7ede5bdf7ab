// Where the API is described, and how to begin with it.
import { html } from "../lib.js";
import { documentationAddress } from "../api/calls.js";
import { address } from "../api/client.js";
import { Command, Icon } from "../parts/basics.js";
import { useTitle } from "../parts/frame.js";
import { t } from "../parts/text.js";

export default function Reference() {
  useTitle(t("reference.title"));
  const base = location.origin + "/api/v1";
  return html`<main id="content" tabindex="-1" class="reference">
    <p>${t("reference.words")}</p>
    <p class="task-actions">
      <a class="button primary" href=${documentationAddress()} target="_blank" rel="noopener"><${Icon} name="external-link" /><span>${t("reference.open")}</span></a>
      <a class="button" href=${address("/openapi", { format: "yaml" })} download="drover.yaml"><${Icon} name="download" /><span>${t("reference.yaml")}</span></a>
      <a class="button" href=${address("/openapi", { format: "json" })} download="drover.json"><${Icon} name="download" /><span>${t("reference.json")}</span></a>
    </p>
    <h2>${t("reference.try")}</h2>
    <${Command} text=${`curl ${base}/devices`} />
    <${Command} text=${`curl ${base}/task -H 'Content-Type: application/json' -d '{"serials": ["DEMO-1"], "script_name": "follow", "script_config": {"target_users": ["@ann"]}}'`} />
    <${Command} text=${`curl -N ${base}/events`} />
  </main>`;
}

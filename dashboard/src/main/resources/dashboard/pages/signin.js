// Asks for an API key, where the server demands one; and says so while no server answers.
import { html, useCell, useEffect, useRef, useState } from "../lib.js";
import { ApiError } from "../api/client.js";
import { findSession, session, signIn } from "../api/session.js";
import { Command, Icon, Notice, reason } from "../parts/basics.js";
import { LanguageChoice } from "../parts/frame.js";
import { t } from "../parts/text.js";

const RETRY_MS = 3000;

export function SignIn() {
  const { state, problem } = useCell(session);
  const [key, setKey] = useState("");
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState(/** @type {string | null} */ (null));
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));

  useEffect(() => {
    document.title = "Drover";
    field.current?.focus();
    if (state !== "unreachable") return;
    const timer = setInterval(findSession, RETRY_MS);
    return () => clearInterval(timer);
  }, [state]);

  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    if (!key.trim() || busy) return;
    setBusy(true);
    setRefusal(null);
    try {
      await signIn(key.trim());
    } catch (error) {
      setRefusal(error instanceof ApiError && error.code === 40101 ? t("signin.wrong") : reason(error));
      setBusy(false);
      field.current?.focus();
    }
  };

  return html`<main class="signin" id="content">
    <div class="signin-box">
      <p class="signin-mark"><img src="/mark.svg" alt="" width="40" height="40" />Drover</p>
      ${state === "unreachable"
        ? html`<h1>${t("signin.unreachable")}</h1><p>${t("signin.unreachableWords")}</p><p class="reading" role="status"><${Icon} name="loader-2" /> ${t("signin.trying")}</p>`
        : html`<h1>${t("signin.title")}</h1>
            <p>${t("signin.words")}</p>
            <form onSubmit=${submit}>
              <label class="field">
                <span class="field-name">${t("signin.key")}</span>
                <input ref=${field} type="password" autocomplete="current-password" spellcheck=${false} value=${key} aria-invalid=${refusal ? "true" : undefined} aria-describedby="signin-refusal"
                  onInput=${(/** @type {any} */ event) => setKey(event.target.value)} />
              </label>
              <div id="signin-refusal" role="alert">${(refusal ?? problem) && html`<${Notice} kind="bad">${refusal ?? problem}<//>`}</div>
              <button type="submit" class="button primary" disabled=${!key.trim() || busy}>${t("signin.do")}</button>
            </form>
            <p class="faint">${t("signin.make")}</p>
            <${Command} text="./drover key create my-browser --scope write" />`}
      <${LanguageChoice} />
    </div>
  </main>`;
}

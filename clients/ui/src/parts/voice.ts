import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Voice } from "@assistant/protocol";
import { quoted } from "../locale.js";
import { composeMessages as words } from "../views/compose.messages.js";

const languages = ["en", "de", "fr", "es"] as const;
const isKnown = (language: string): language is (typeof languages)[number] => languages.some((each) => each === language);

export const voiceStyle = css`
    .two { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: var(--spacingHorizontalM); }
    input[type="number"] { font: inherit; width: 100%; min-height: 2.25rem; padding: var(--spacingVerticalXS) var(--spacingHorizontalM); color: inherit; background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStrokeAccessible); border-radius: var(--borderRadiusMedium); }
`;

/** How a text should sound: four fields that begin with a voice and are read by {@link voiceOf}. */
export function voiceFields(voice?: Voice): TemplateResult {
  const t = words();
  const { language } = voice ?? {};
  return html`<div class="two">
      <div class="field"><label for="tone">${t.tone}</label><input id="tone" type="text" maxlength="200" autocomplete="off" placeholder=${t.toneHint} .value=${voice?.tone ?? ""} /></div>
      <div class="field"><label for="language">${t.language}</label><select id="language"><option value="">${t.languages.any}</option>${languages.map((each) => html`<option value=${each} ?selected=${each === language}>${t.languages[each]}</option>`)}${language === undefined || isKnown(language) ? nothing : html`<option value=${language} selected>${language}</option>`}</select></div>
      <div class="field"><label for="words">${t.maxWords}</label><input id="words" type="number" min="1" max="5000" inputmode="numeric" .value=${voice?.maxWords?.toString() ?? ""} /></div></div>
    <div class="field"><label for="not">${t.doNotSay}</label><textarea id="not" rows="2" .value=${(voice?.doNotSay ?? []).join("\n")}></textarea></div>`;
}

/** What stands in the fields; what is left open is not named. */
export function voiceOf(root: ParentNode): Voice {
  const value = (id: string): string => root.querySelector<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(`#${id}`)?.value.trim() ?? "";
  const [tone, language, maxWords] = [value("tone"), value("language"), Number(value("words"))];
  const doNotSay = value("not").split("\n").map((each) => each.trim()).filter((each) => each !== "");
  return { ...(tone === "" ? {} : { tone }), ...(language === "" ? {} : { language }), ...(maxWords > 0 ? { maxWords } : {}), ...(doNotSay.length === 0 ? {} : { doNotSay }) };
}

/** A voice in a line. */
export function voiceLine(voice: Voice): string {
  const t = words();
  const { tone, language, maxWords, doNotSay = [] } = voice;
  return [tone, language === undefined ? undefined : isKnown(language) ? t.languages[language] : language, maxWords === undefined ? undefined : `${t.maxWords}: ${maxWords}`, doNotSay.length === 0 ? undefined : t.notSaid(doNotSay.map(quoted).join(", "))].filter((each) => each !== undefined).join("; ");
}

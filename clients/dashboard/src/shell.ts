import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Connection, Disposable } from "@assistant/protocol";
import { Part, ask, base, chooseTheme, href, loading, locale, locales, note, onLocale, parseRoute, setLocale, statesStyle, themeChoice } from "@assistant/ui";
import type { Locale, Route, ThemeChoice } from "@assistant/ui";
import { dashboardMessages as words } from "./messages.js";
import { views } from "./views.js";

/** The frame of the page: navigation, what holds for every view (demo, connection), and the view that the address names. */
export class ShellElement extends Part {
  static override properties = { connection: { attribute: false } };
  declare connection: Connection;
  #route: Route = parseRoute(location.hash);
  #open = false;
  #wasOpen = false;
  #held: Disposable[] = [];

  static override styles = [base, statesStyle, css`
    :host { display: grid; height: 100%; grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr); background: var(--colorNeutralBackground2); }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: var(--spacingVerticalXS) var(--spacingHorizontalM); padding: var(--spacingVerticalS) var(--spacingHorizontalL); background: var(--colorNeutralBackground3); border-bottom: 1px solid var(--colorNeutralStroke2); }
    .product { font-weight: var(--fontWeightSemibold); font-size: var(--fontSizeBase400); color: inherit; text-decoration: none; }
    .demo { padding: 2px var(--spacingHorizontalM); border-radius: var(--borderRadiusCircular); background: var(--colorPaletteYellowBackground1); color: var(--colorNeutralForeground1); border: 1px solid var(--colorPaletteYellowBorder2); font-size: var(--fontSizeBase200); }
    .menu { margin-inline-start: auto; }
    .menu, .skip { font: inherit; min-height: 2rem; padding: 0 var(--spacingHorizontalL); color: inherit; background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStroke1); border-radius: var(--borderRadiusMedium); cursor: pointer; }
    @media (max-width: 30rem) { .demo { order: 3; flex-basis: calc(100% + 2 * var(--spacingHorizontalL)); margin-inline: calc(-1 * var(--spacingHorizontalL)); margin-block-end: calc(-1 * var(--spacingVerticalS)); border-inline: 0; border-radius: 0; text-align: center; } }
    .lost { grid-row: 2; display: flex; flex-wrap: wrap; align-items: center; gap: var(--spacingVerticalXS) var(--spacingHorizontalM); padding: var(--spacingVerticalS) var(--spacingHorizontalL); background: var(--colorStatusWarningBackground1); border-bottom: 1px solid var(--colorStatusWarningBorder1); color: var(--colorNeutralForeground1); }
    .lost p { flex: 1 1 16rem; }
    nav { grid-row: 3; display: none; flex-direction: column; overflow-y: auto; padding: var(--spacingVerticalM) var(--spacingHorizontalS); background: var(--colorNeutralBackground2); }
    :host([menu]) nav { display: flex; }
    :host([menu]) main { display: none; }
    nav a { display: block; flex: none; padding: var(--spacingVerticalS) var(--spacingHorizontalM); min-height: 2.25rem; border-radius: var(--borderRadiusMedium); color: inherit; text-decoration: none; border-inline-start: 3px solid transparent; }
    nav a:hover { background: var(--colorNeutralBackground2Hover); }
    nav a[aria-current="page"] { font-weight: var(--fontWeightSemibold); background: var(--colorNeutralBackground2Selected); border-inline-start-color: var(--colorCompoundBrandStroke); }
    .settings { margin-top: auto; padding: var(--spacingVerticalL) var(--spacingHorizontalM) 0; display: flex; flex-direction: column; gap: var(--spacingVerticalS); }
    .settings label { display: flex; flex-direction: column; gap: 2px; font-size: var(--fontSizeBase200); }
    select { font: inherit; min-height: 2rem; color: inherit; background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStrokeAccessible); border-radius: var(--borderRadiusMedium); }
    main { grid-row: 3; min-width: 0; min-height: 0; background: var(--colorNeutralBackground1); }
    main:focus-visible { outline-offset: -2px; }
    .skip { position: absolute; inset-inline-start: var(--spacingHorizontalL); inset-block-start: -4rem; z-index: 5;  }
    .skip:focus { inset-block-start: var(--spacingVerticalS); }
    @media (min-width: 64rem) {
      :host { grid-template-columns: 13rem minmax(0, 1fr); }
      header, .lost { grid-column: 1 / -1; }
      nav a { min-height: 2rem; padding-block: var(--spacingVerticalXS); }
      nav { display: flex; grid-column: 1; border-inline-end: 1px solid var(--colorNeutralStroke2); }
      main, :host([menu]) main { display: block; grid-column: 2; }
      .menu { display: none; }
    }
    @media (forced-colors: active) {
      nav a { border-color: Canvas; }
      nav a[aria-current="page"] { border-inline-start-color: Highlight; }
      .demo { border-color: CanvasText; }
    }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.#moved);
    this.#wasOpen = this.connection.state.kind === "open";
    this.#held = [onLocale(() => this.requestUpdate()), this.connection.onState((state) => {
      this.#wasOpen ||= state.kind === "open";
      this.requestUpdate();
    })];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.#moved);
    for (const each of this.#held) each.dispose();
  }

  override render(): TemplateResult {
    const t = words();
    const state = this.connection.state;
    const demo = state.kind === "open" && state.welcome.demo;
    const view = views.find((each) => each.name === this.#route.view);
    document.title = `${view === undefined ? t.noSuchView : t.views[view.name]} · ${t.product}`;
    return html`
      <header>
        <button class="skip" @click=${this.#skip}>${t.skip}</button>
        <h1><a class="product" href=${href("today")}>${t.product}</a></h1>
        ${demo ? html`<span class="demo">${t.demo}</span>` : nothing}
        <button class="menu" aria-expanded=${this.#open ? "true" : "false"} aria-controls="navigation" @click=${this.#toggle}>${t.menu}</button>
      </header>
      ${state.kind === "lost" || (this.#wasOpen && state.kind === "connecting") ? this.#lost() : nothing}
      ${this.#navigation()}
      <main id="content" tabindex="-1">${this.#wasOpen ? (view?.draw(this.connection, this.#route) ?? note({ heading: t.noSuchView, actions: [{ label: t.toToday, href: href("today") }] })) : loading(() => location.reload(), t.connecting)}</main>
      <as-toasts @left=${this.#skip}></as-toasts>`;
  }

  #lost(): TemplateResult {
    const t = words();
    return html`<div class="lost" role="alert"><p><span class="strong">${t.lost}</span> ${t.lostText} <code>assistant open</code>.</p>
      <fluent-button size="small" @click=${() => this.connection.retry()}>${t.retry}</fluent-button></div>`;
  }

  #navigation(): TemplateResult {
    const t = words();
    const themes: readonly ThemeChoice[] = ["system", "light", "dark"];
    return html`<nav id="navigation" aria-label=${t.navigation}>
      ${views.map((each) => html`<a href=${href(each.name)} aria-current=${each.name === this.#route.view ? "page" : nothing} @click=${this.#close}>${t.views[each.name]}</a>`)}
      <div class="settings">
        <label>${t.theme}<select @change=${(event: Event) => chooseTheme((event.target as HTMLSelectElement).value as ThemeChoice)}>
          ${themes.map((each) => html`<option value=${each} ?selected=${each === themeChoice()}>${t.themes[each]}</option>`)}</select></label>
        <label>${t.language}<select @change=${(event: Event) => setLocale((event.target as HTMLSelectElement).value as Locale)}>
          ${Object.entries(locales).map(([each, name]) => html`<option value=${each} ?selected=${each === locale()}>${name}</option>`)}</select></label>
        <fluent-button size="small" appearance="subtle" @click=${() => void this.#forget()}>${t.forget}</fluent-button>
      </div>
    </nav>`;
  }

  readonly #moved = (): void => {
    this.#route = parseRoute(location.hash);
    this.#close();
    this.requestUpdate();
  };

  #toggle(): void {
    this.#open = !this.#open;
    this.toggleAttribute("menu", this.#open);
    this.requestUpdate();
  }

  #close(): void {
    this.#open = false;
    this.removeAttribute("menu");
  }

  /** The fragment is the route, so the jump is made by hand. */
  #skip(): void {
    this.renderRoot.querySelector<HTMLElement>("main")?.focus();
  }

  async #forget(): Promise<void> {
    const t = words();
    if (await ask({ heading: t.forgetHeading, text: t.forgetText, yes: t.forget })) this.dispatchEvent(new CustomEvent("as-forget"));
  }
}

customElements.define("as-shell", ShellElement);

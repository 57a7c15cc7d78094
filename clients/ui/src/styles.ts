import { css } from "lit";

/** What every component starts from. Colours, sizes and type are Fluent's tokens; in forced colours the system's own stand in. */
export const base = css`
  :host {
    box-sizing: border-box;
    color: var(--colorNeutralForeground1);
    font: var(--fontWeightRegular) var(--fontSizeBase300) / var(--lineHeightBase300) var(--fontFamilyBase);
  }
  :host([hidden]), [hidden] { display: none !important; }
  *, *::before, *::after { box-sizing: border-box; }
  h1, h2, h3, h4, p, ul, ol, dl, dd, pre, figure { margin: 0; padding: 0; }
  h1 { font-size: var(--fontSizeBase500); line-height: var(--lineHeightBase500); font-weight: var(--fontWeightSemibold); }
  h2 { font-size: var(--fontSizeBase400); line-height: var(--lineHeightBase400); font-weight: var(--fontWeightSemibold); }
  h3, h4 { font-size: var(--fontSizeBase300); line-height: var(--lineHeightBase300); font-weight: var(--fontWeightSemibold); }
  ul, ol { list-style: none; }
  a { color: var(--colorBrandForegroundLink); text-underline-offset: 2px; }
  a:hover { color: var(--colorBrandForegroundLinkHover); }
  :focus-visible { outline: 2px solid var(--colorStrokeFocus2); outline-offset: 2px; border-radius: var(--borderRadiusSmall); }
  code, pre, .mono { font-family: var(--fontFamilyMonospace); font-size: var(--fontSizeBase200); }
  .quiet { color: var(--colorNeutralForeground3); }
  .small { font-size: var(--fontSizeBase200); line-height: var(--lineHeightBase200); }
  .strong { font-weight: var(--fontWeightSemibold); }
  progress { flex: none; width: 6rem; height: 0.5rem; accent-color: var(--colorCompoundBrandBackground); }
  .cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .wrap { overflow-wrap: anywhere; }
  .stack { display: flex; flex-direction: column; gap: var(--spacingVerticalM); }
  .line { display: flex; flex-wrap: wrap; align-items: center; gap: var(--spacingHorizontalS); }
  .hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

/** A fact beside its name, as in the head of a message. */
export const facts = css`
  dl.facts { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: var(--spacingVerticalXS) var(--spacingHorizontalM); }
  dl.facts dt { color: var(--colorNeutralForeground3); overflow-wrap: anywhere; }
  dl.facts dd { overflow-wrap: anywhere; }
`;

import { css } from "lit";

/** What a page of reading or of filling in is made of, beside `viewStyle`: sections, rows that can be acted on, callouts, fields. */
export const pageStyle = css`
  .page > header { display: flex; flex-direction: column; gap: var(--spacingVerticalXS); overflow-wrap: anywhere; }
  .page section, :host > section { display: flex; flex-direction: column; gap: var(--spacingVerticalS); }
  .page section > h2, :host > section > h2 { padding-bottom: var(--spacingVerticalXS); border-bottom: 1px solid var(--colorNeutralStroke2); }
  .page p, .page li { max-width: 42rem; }
  .rows > li { display: flex; flex-wrap: wrap; align-items: center; gap: var(--spacingVerticalXS) var(--spacingHorizontalM); max-width: none; padding-block: var(--spacingVerticalS); border-bottom: 1px solid var(--colorNeutralStroke3); }
  .rows > li:last-child { border-bottom: none; }
  .grow { flex: 1 1 12rem; min-width: 0; overflow-wrap: anywhere; }
  .callout { display: flex; flex-direction: column; align-items: flex-start; gap: var(--spacingVerticalS); padding: var(--spacingVerticalM) var(--spacingHorizontalL); background: var(--colorNeutralBackground3); border: 1px solid transparent; border-inline-start: 3px solid var(--colorNeutralStrokeAccessible); border-radius: var(--borderRadiusMedium); overflow-wrap: anywhere; }
  .callout.warning { border-inline-start-color: var(--colorStatusWarningBorderActive); }
  .callout.danger { border-inline-start-color: var(--colorStatusDangerBorder2); }
  .callout.done { border-inline-start-color: var(--colorStatusSuccessBorder2); }
  .bounded { height: 20rem; border: 1px solid var(--colorNeutralStroke2); border-radius: var(--borderRadiusMedium); overflow: hidden; }
  .good { color: var(--colorStatusSuccessForeground1); }
  .bad, .wrong { color: var(--colorPaletteRedForeground1); overflow-wrap: anywhere; }
  .text { white-space: pre-wrap; overflow-wrap: anywhere; padding: var(--spacingVerticalM) var(--spacingHorizontalL); background: var(--colorNeutralBackground2); border: 1px solid var(--colorNeutralStroke2); border-radius: var(--borderRadiusMedium); }
  .fields { display: flex; flex-direction: column; gap: var(--spacingVerticalL); max-width: 36rem; }
  .field > label, legend { font-weight: var(--fontWeightSemibold); padding: 0; }
  legend { padding-block-end: var(--spacingVerticalS); }
  fieldset { border: none; margin: 0; padding: 0; min-width: 0; display: flex; flex-direction: column; gap: var(--spacingVerticalS); }
  .check { display: grid; grid-template-columns: max-content minmax(0, 1fr); column-gap: var(--spacingHorizontalS); align-items: start; padding-block: var(--spacingVerticalXS); }
  .check > .quiet { grid-column: 2; }
  .pair { display: grid; grid-template-columns: minmax(0, 4fr) minmax(0, 5fr) max-content; gap: var(--spacingHorizontalS); align-items: center; }
  .pair fluent-button { min-width: 2.25rem; }
  input:not([type]) { font: inherit; width: 100%; min-height: 2.25rem; padding: var(--spacingVerticalXS) var(--spacingHorizontalM); color: inherit; background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStrokeAccessible); border-radius: var(--borderRadiusMedium); }
  input[type="file"] { font: inherit; color: inherit; max-width: 100%; }
  textarea { resize: vertical; }
  ::placeholder { color: var(--colorNeutralForeground3); opacity: 1; }
  [aria-invalid="true"] { border-color: var(--colorStatusDangerBorder2) !important; }
  @media (forced-colors: active) { .callout { border: 1px solid CanvasText; border-inline-start-width: 3px; } }
`;

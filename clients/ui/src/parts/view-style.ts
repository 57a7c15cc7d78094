import { css } from "lit";

/** How every view lays out its three panes: a head that stays above the list, and a page that scrolls. */
export const viewStyle = css`
  :host { display: block; height: 100%; min-height: 0; }
  .column { height: 100%; min-height: 0; display: flex; flex-direction: column; }
  .fill { flex: 1; min-height: 0; }
  .view-head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--spacingVerticalS) var(--spacingHorizontalM); padding: var(--spacingVerticalM) var(--spacingHorizontalL); border-bottom: 1px solid var(--colorNeutralStroke2); }
  .view-head .wide { flex-basis: 100%; }
  .tabs { display: flex; flex-wrap: wrap; column-gap: var(--spacingHorizontalL); }
  .tab { padding-block: var(--spacingVerticalXS); white-space: nowrap; color: inherit; text-decoration: none; border-bottom: 3px solid transparent; }
  .tab[aria-current] { font-weight: var(--fontWeightSemibold); border-bottom-color: var(--colorCompoundBrandStroke); }
  @media (forced-colors: active) {
    .tab { border-bottom-color: Canvas; }
    .tab[aria-current] { border-bottom-color: Highlight; }
  }
  summary { cursor: pointer; padding-block: var(--spacingVerticalXS); color: var(--colorNeutralForeground2); }
  .page { display: flex; flex-direction: column; gap: var(--spacingVerticalL); padding: var(--spacingVerticalL) var(--spacingHorizontalXL) var(--spacingVerticalXXXL); }
  .choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: var(--spacingVerticalS); }
  .choices label { display: flex; align-items: center; gap: var(--spacingHorizontalS); min-height: 2rem; }
  .field { display: flex; flex-direction: column; gap: var(--spacingVerticalXS); }
  input[type="text"], input[type="search"], input[type="datetime-local"], textarea, select { font: inherit; width: 100%; min-height: 2.25rem; padding: var(--spacingVerticalXS) var(--spacingHorizontalM); color: inherit; background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStrokeAccessible); border-radius: var(--borderRadiusMedium); }
  input[type="radio"], input[type="checkbox"] { width: 1.15rem; height: 1.15rem; accent-color: var(--colorCompoundBrandBackground); }
`;

/** Takes over the page's `accent-color`, which CSS itself cannot read, as the default accent. */
import {css} from 'lit';
import {addStyle} from './window-styles.js';

/** Stands for the sheet of each document, whose text follows the page. */
const accentStyle = css``;

/** Sets `--_rc-page-accent` and follows the color scheme; once for each document. */
export function followAccent(document: Document): void {
  const styleSheet = addStyle(document, accentStyle);
  if (!styleSheet) return;
  const updateAccent = (): void => {
    const {accentColor} = getComputedStyle(document.body ?? document.documentElement);
    const isUnset = !accentColor || accentColor === 'auto';
    styleSheet.replaceSync(isUnset ? '' : `:root{--_rc-page-accent:${accentColor}}`);
  };
  updateAccent();
  document.defaultView!.matchMedia('(prefers-color-scheme:dark)')
    .addEventListener('change', updateAccent);
}

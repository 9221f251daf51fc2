/**
 * Whether this is the first copy of rc-click-to-call on the page. Asked before anything is defined, so it
 * has to be imported first. A later copy (the script came twice, in two versions, beside an npm copy)
 * defines nothing and leaves the page to the first.
 */
export const isFirstCopy = !customElements.get('rc-click-to-call');

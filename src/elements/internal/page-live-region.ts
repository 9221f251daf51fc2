/** The page's own live region, where no element has one that can be heard. */
import {canBeHeard, topmostModal} from './perception.js';

interface PageLiveRegion {
  readonly element: Element;
  /** BCP 47 tag of the words to announce in. */
  readonly voice: string;
  announce(sentence: string): void;
}

/** Hidden from the eye, not from screen readers; the page's own rules do not win. */
const UNSEEN = 'all:initial!important;position:fixed!important;inset:0!important;clip-path:inset(50%)!important';

let pageRegion: PageLiveRegion | undefined;

export function hasPageLiveRegion(): boolean {
  return pageRegion?.element.isConnected === true;
}

/** Made anew where a modal dialog or a new body needs it. */
export function pageLiveRegion(): PageLiveRegion {
  const home = topmostModal() ?? document.body;
  if (pageRegion && (canBeHeard(pageRegion.element) || !canBeHeard(home))) return pageRegion;
  pageRegion?.element.remove();
  return pageRegion = renderRegion(home);
}

function renderRegion(home: Element): PageLiveRegion {
  const element = document.createElement('div');
  element.dataset.rcIgnore = '';
  // A strict policy forbids `style="…"`, not the style object.
  element.style.cssText = UNSEEN;
  const region = document.createElement('span');
  region.role = 'status';
  element.attachShadow({mode: 'open'}).append(region);
  home.append(element);
  home.addEventListener('close', () => element.remove(), {once: true});
  return {
    element,
    get voice() {
      return document.documentElement.lang;
    },
    announce(sentence) {
      region.textContent = sentence;
    },
  };
}

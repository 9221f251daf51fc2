/** Tells users and developers that an element did not load. */
import {languageOf} from '../elements/internal/page-language.js';
import {loadingWords} from '../i18n/en/loading.js';
import {createTranslator, loadLanguage, onWordsChange} from '../i18n/translator.js';

const reportedTags = new Set<string>();
/** By the element in whose place each stands. */
const messages = new Map<Element, HTMLElement>();

/** In place of the elements with this tag, which stay empty until they are defined. */
export function showLoadError(tag: string, error: unknown): void {
  if (!reportedTags.has(tag)) {
    console.error(
      `rc-click-to-call: <${tag}> did not load. Is the folder "chunks" beside the script?`,
      error,
    );
  }
  reportedTags.add(tag);
  // The content of the element that finds numbers is the page itself.
  if (tag === 'rc-number-links') return;
  for (const element of document.querySelectorAll(tag)) addMessage(element);
  onWordsChange(writeMessages); // the same listener again counts once
  writeMessages();
}

function addMessage(element: Element): void {
  if (messages.has(element)) return;
  loadLanguage(languageOf(element));
  const message = document.createElement('p');
  message.role = 'alert';
  messages.set(element, message);
  // The element takes over this root once it is defined.
  const delegatesFocus = element.localName === 'rc-number-select';
  const root = element.shadowRoot ?? element.attachShadow({mode: 'open', delegatesFocus});
  root.replaceChildren(message);
}

function writeMessages(): void {
  for (const [element, message] of messages) {
    // The element has taken over, or has left the page.
    if (!message.isConnected) messages.delete(element);
    const t = createTranslator(loadingWords, languageOf(element));
    message.lang = t.language;
    message.dir = t.direction;
    message.textContent = t('error.not-loaded');
  }
}

/** Tells users and developers that an element did not load. */
import {loadingWords} from '../i18n/en/loading.js';
import {createTranslator, loadLanguage} from '../i18n/translator.js';
import {languageOf} from '../elements/internal/page-language.js';

const reportedTags = new Set<string>();

/** In place of the elements with this tag, which stay empty until they are defined. */
export function showLoadError(tag: string, error: unknown): void {
  if (!reportedTags.has(tag)) console.error(`rc-click-to-call: <${tag}> did not load. Is the folder "chunks" beside the script?`, error);
  reportedTags.add(tag);
  // The content of the element that finds numbers is the page itself.
  if (tag === 'rc-number-links') return;
  for (const element of document.querySelectorAll(tag)) {
    const language = languageOf(element);
    loadLanguage(language);
    // It takes over this root once it is defined.
    const delegatesFocus = tag === 'rc-number-select';
    const root = element.shadowRoot ?? element.attachShadow({mode: 'open', delegatesFocus});
    const message = document.createElement('p');
    message.role = 'alert';
    message.textContent = createTranslator(loadingWords, language)('error.not-loaded');
    root.replaceChildren(message);
  }
}

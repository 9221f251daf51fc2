/** Who is signed in, and the button that signs in or out. */
import {html, nothing, type TemplateResult} from 'lit';
import type {sessionWords} from '../../i18n/en/session.js';
import {signInErrorWords} from '../../i18n/en/sign-in-errors.js';
import type {Translator} from '../../i18n/translator.js';
import {sdkPart} from '../../ringcentral/sdk-part.js';
import type {Session, SessionError} from '../../store/types.js';
import {ignoreHeldKey} from '../internal/activation-guard.js';
import {warnIcon} from '../internal/call-icons.js';

type Rendered = TemplateResult | typeof nothing;
type SessionTranslator = Translator<typeof sessionWords>;

interface SessionContent {
  readonly t: SessionTranslator;
  readonly errorTranslator: Translator<typeof signInErrorWords>;
  /** Undefined until there is a store. */
  readonly session: Session | undefined;
  /** An attribute that must not be in a page. */
  readonly secretAttribute: string | undefined;
  readonly clientId: string | undefined;
  readonly flow: 'popup' | 'redirect' | undefined;
  readonly host: {signIn(): Promise<void>; signOut(): Promise<void>};
}

export function sessionTemplate(content: SessionContent): TemplateResult {
  const {t, session, secretAttribute} = content;
  let inner: Rendered = nothing;
  if (secretAttribute) inner = secretTemplate(secretAttribute, t);
  else if (session) inner = stateTemplate(session, content);
  return html`<div class="session" part="session" role="group"
    aria-label=${t('session.label')} dir=${t.direction} lang=${t.language}>${inner}</div>`;
}

function secretTemplate(attribute: string, t: SessionTranslator): TemplateResult {
  const text = t('session.secret', {name: attribute});
  return html`<p class="message problem" part="error" role="alert">${
    warnIcon}<span>${text}</span></p>`;
}

function stateTemplate(session: Session, content: SessionContent): TemplateResult {
  return html`
    ${userTemplate(session, content)}
    ${buttonTemplate(session, content)}
    ${signInLinkTemplate(session, content.t)}
    ${messageTemplate(session, content)}
  `;
}

function userTemplate({state, user}: Session, {t, flow}: SessionContent): TemplateResult {
  switch (state) {
    case 'ready':
      return signedInTemplate(user, t);
    case 'restoring':
      return noteTemplate('busy', t('session.restoring'));
    case 'signing-in':
      return noteTemplate('busy', t(
        flow === 'redirect' ? 'session.leaving' : 'session.signingIn'));
    case 'expired':
      return html`<span class="who" part="user"><span class="mark over"></span>${
        t('session.expired')}</span>`;
    default:
      return noteTemplate('', t('session.signedOut'));
  }
}

function signedInTemplate(user: Session['user'], t: SessionTranslator): TemplateResult {
  const signedIn = t('session.you');
  const number = user?.extensionNumber;
  return html`<span class="who" part="user"><span class="mark on"></span><span class="user">
    <span>${user?.name
      ? html`<span class="unseen">${signedIn}</span> <span class="name" .textContent=${user.name}></span>`
      : signedIn}</span>
    ${number
      ? html`<span class="extension" .textContent=${t('session.extension', {number})}></span>`
      : nothing}
  </span></span>`;
}

/** Set as `textContent`, like all words that change: an extension may have replaced text nodes. */
function noteTemplate(mark: '' | 'busy', text: string): TemplateResult {
  return html`<span class="who note" part="user"><span class="mark ${mark}"></span><span .textContent=${text}></span></span>`;
}

function buttonTemplate({state, user, signInUrl}: Session, content: SessionContent): Rendered {
  if (state === 'restoring') return nothing;
  const {t, clientId, host} = content;
  const isReady = state === 'ready';
  const name = isReady && user?.name ? t('session.signOutOf', {name: user.name}) : nothing;
  const onIntent = clientId && !isReady ? loadSdk : nothing;
  // While the browser blocks the window, the link to it is the main action.
  const isMain = !isReady && !signInUrl;
  const onClick = ({detail}: MouseEvent): void => {
    // The second click of a double click was aimed at what the button meant before.
    if (detail < 2) void (isReady ? host.signOut() : host.signIn());
  };
  // One button signs in and out: the focus stays on it.
  return html`<button class="action ${isMain ? 'primary' : ''}" part="button" type="button"
    aria-label=${name} aria-describedby=${isReady ? nothing : 'message'}
    @click=${onClick} @keydown=${ignoreHeldKey} @pointerenter=${onIntent} @focus=${onIntent}
    ><span .textContent=${isReady ? t('session.signOut') : signInLabel(state, content)}
    ></span></button>`;
}

/** Early: the user may be about to click. */
function loadSdk(): void {
  sdkPart.load().catch(() => undefined);
}

function signInLabel(state: Session['state'], {t, flow}: SessionContent): string {
  if (state === 'expired') return t('session.signInAgain');
  if (state === 'error') return t('session.tryAgain');
  const isWindowOpen = state === 'signing-in' && flow !== 'redirect';
  return t(isWindowOpen ? 'session.showWindow' : 'session.signIn');
}

function signInLinkTemplate({signInUrl}: Session, t: SessionTranslator): Rendered {
  if (!signInUrl) return nothing;
  return html`<a class="action primary" part="link" href=${signInUrl} target="_blank" rel="opener"
    >${t('session.openWindow')}</a>`;
}

/** Always rendered: screen readers only speak a live region that was there before its text. */
function messageTemplate(
  {error, missingScopes = []}: Session, content: SessionContent,
): TemplateResult {
  const text = error
    ? errorText(error, content.errorTranslator)
    : missingScopesText(missingScopes, content.t);
  return html`<p id="message" class="message ${error ? 'problem' : 'warning'}" part="error"
    role="status">${text ? html`${warnIcon}<span .textContent=${text}></span>` : nothing}</p>`;
}

function missingScopesText(scopes: readonly string[], t: SessionTranslator): string {
  if (scopes.length === 0) return '';
  const list = new Intl.ListFormat(t.locale).format(scopes);
  return t('session.missingScopes', {scopes: list});
}

function errorText(
  {code, message, facts = {redirectUri: '', server: ''}}: SessionError,
  translate: SessionContent['errorTranslator'],
): string {
  // In a sandboxed frame the link cannot open a window, either.
  const isBlockedInFrame = code === 'popup-blocked' && window !== parent;
  const key = `sign-in.${code}${isBlockedInFrame ? '-framed' : ''}`;
  return isErrorKey(key) ? translate(key, facts) : message;
}

function isErrorKey(key: string): key is keyof typeof signInErrorWords {
  return key in signInErrorWords;
}

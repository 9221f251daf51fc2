/** The card of one call: who calls, by which way, how far the call is, and where it leads. */
import {html, nothing, type TemplateResult} from 'lit';
import type {Store, Inbound} from '../../store/types.js';
import {doneIcon, ringIcon, stopIcon} from '../internal/call-icons.js';
import {connectedDuration, formatDuration} from '../internal/call-duration.js';
import type {CallTranslator} from '../internal/call-sentences.js';
import type {Contact} from '../internal/contacts.js';
import {formatNumber} from '../internal/number-format.js';
import {
  announcement, callerName, callerNumber, inboundState, queueSentence, talksInBrowser,
  type InboundState, type InboundTranslator,
} from './caller.js';
import type {CallerContacts} from './caller-contacts.js';
import type {CardActions} from './card-actions.js';
import {contactLink, fallbackLink, type LinkTemplates} from './card-links.js';
import {answerTemplate, canAnswer, phoneNotesTemplate} from './inbound-phone.template.js';
import type {RingNotifier} from './notify/ring-notifier.js';
import type {ShownCards} from './shown-cards.js';

type Rendered = TemplateResult | typeof nothing;

/** Of several contacts with one number. */
const MAX_MATCHES = 5;

const STATE_ICONS: Readonly<Record<InboundState, TemplateResult>> = {
  ringing: ringIcon,
  answered: doneIcon,
  elsewhere: doneIcon,
  declined: stopIcon,
  ended: stopIcon,
  missed: stopIcon,
};

export interface CardContext {
  readonly t: InboundTranslator;
  readonly callTranslator: CallTranslator;
  readonly templates: LinkTemplates;
  /** As the attribute of a link; may be empty. */
  readonly target: string;
  readonly store: Store | undefined;
  readonly contacts: CallerContacts;
  readonly cards: ShownCards;
  /** Asks for notifications. */
  readonly notifier: Pick<RingNotifier, 'canAsk' | 'ask'> | undefined;
  readonly actions: CardActions;
}

/**
 * Words that change are set as `textContent`: an extension that translates the page replaces text
 * nodes, and Lit would go on writing into the old ones.
 */
export function inboundCardTemplate(inbound: Inbound, context: CardContext): TemplateResult {
  const {t, cards, contacts} = context;
  const matches = contacts.of(inbound) ?? [];
  const who = callerName(inbound, matches, t);
  const detail = matches.length === 1 ? matches[0]!.detail : undefined;
  return html`<div part="card" class="call ${inboundState(inbound)}" role="region"
    data-key=${inbound.key} aria-label=${announcement(inbound, matches, t)}
    @pointerenter=${(event: PointerEvent) => cards.handlePointerEnter(inbound, event)}
    @pointerleave=${() => cards.handlePointerLeave(inbound)}
    @focusout=${() => cards.keep(inbound)}>
    <div class="head"><p class="party"><bdi class="who" .textContent=${who}></bdi>${
      numberTemplate(inbound, who, t)}</p>${timerTemplate(inbound, t)}</div>
    ${detail ? html`<p class="detail"><bdi .textContent=${detail}></bdi></p>` : nothing}
    ${stateTemplate(inbound, context)}
    ${phoneNotesTemplate(inbound, context)}
    ${matches.length > 1 ? matchesTemplate(matches, inbound, context) : nothing}
    ${answerTemplate(inbound, context)}
    ${actionsTemplate(matches, inbound, context)}
    ${context.actions.phone.template(inbound)}
  </div>`;
}

function numberTemplate(inbound: Inbound, who: string, t: InboundTranslator): Rendered {
  const number = callerNumber(inbound, t);
  if (!number || number === who) return nothing;
  return html` <bdi class="number" dir=${inbound.from ? 'ltr' : 'auto'} .textContent=${number}
    ></bdi>`;
}

function timerTemplate({key, answeredAt, endedAt}: Inbound, {locale}: InboundTranslator): Rendered {
  const duration = connectedDuration({key, connectedAt: answeredAt, endedAt});
  if (duration === undefined) return nothing;
  return html`<span class="timer" .textContent=${formatDuration(duration, locale)}></span>`;
}

function stateTemplate(inbound: Inbound, {t, callTranslator}: CardContext): TemplateResult {
  const state = inboundState(inbound);
  const {held, muted} = inbound;
  const sentences = [
    t(`inbound.${state}`), held && callTranslator('held'), muted && callTranslator('muted'),
  ];
  const queue = queueSentence(inbound, t);
  const calledNumber = inbound.to ? t('inbound.to', {number: formatNumber(inbound.to)}) : '';
  return html`<p class="state">${STATE_ICONS[state]}<span .textContent=${
    sentences.filter(Boolean).join(' · ')}></span></p>${[queue, calledNumber].map((way) => way
    ? html`<p class="way"><bdi .textContent=${way}></bdi></p>`
    : nothing)}`;
}

function matchesTemplate(
  matches: readonly Contact[], inbound: Inbound, context: CardContext,
): TemplateResult {
  const {t} = context;
  const items = matches.slice(0, MAX_MATCHES).map((contact) => html`<li>${
    matchTemplate(contact, inbound, context)}${contact.detail
    ? html` <bdi class="detail" .textContent=${contact.detail}></bdi>`
    : nothing}</li>`);
  const isCut = matches.length > MAX_MATCHES;
  return html`<ul class="matches" role="list" aria-label=${t('inbound.matches')}>${items}</ul>
    ${isCut ? html`<p class="detail" .textContent=${t('inbound.more')}></p>` : nothing}`;
}

function matchTemplate(
  contact: Contact, inbound: Inbound, context: CardContext,
): TemplateResult {
  const name = html`<bdi part="contact" .textContent=${contact.name}></bdi>`;
  const url = contactLink(contact, inbound, context.templates);
  return url ? linkTemplate({url, inbound, contact, className: '', words: name}, context) : name;
}

interface CardLink {
  readonly url: string;
  readonly inbound: Inbound;
  readonly contact: Contact | null;
  readonly className: string;
  readonly words: string | TemplateResult;
}

function linkTemplate(
  {url, inbound, contact, className, words}: CardLink, {target, actions}: CardContext,
): TemplateResult {
  return html`<a part="open" class=${className} href=${url} target=${target || nothing}
    rel="noopener noreferrer" @click=${(event: MouseEvent) => actions.open(event, inbound, contact)}
    >${words}</a>`;
}

function actionsTemplate(
  matches: readonly Contact[], inbound: Inbound, context: CardContext,
): TemplateResult {
  const {t, notifier, actions} = context;
  const isRinging = inboundState(inbound) === 'ringing';
  return html`<div class="actions">${mainLinkTemplate(matches, inbound, context)}${
    notifier?.canAsk && isRinging
      ? html`<button type="button" part="notify" class="action" @click=${() => void notifier.ask()}
        >${t('inbound.notify')}</button>`
      : nothing}${talksInBrowser(inbound)
      // The card has the only buttons of this call.
      ? nothing
      : html`<button type="button" part="dismiss" class="action dismiss"
        @click=${(event: MouseEvent) => actions.dismiss(event, inbound)}
        >${t('inbound.dismiss')}</button>`}</div>`;
}

/** To the only contact, or to the page's search once it is sure that nobody matches. */
function mainLinkTemplate(
  matches: readonly Contact[], inbound: Inbound, context: CardContext,
): Rendered {
  const {t, templates, contacts} = context;
  if (matches.length > 1 || contacts.isLookingUp(inbound)) return nothing;
  const [contact = null] = matches;
  const url = contact
    ? contactLink(contact, inbound, templates)
    : fallbackLink(inbound, templates);
  const words = t(contact ? 'inbound.open' : 'inbound.search');
  if (!url) return nothing;
  // One main action: the caller waits for an answer.
  const className = canAnswer(inbound) ? 'action' : 'action primary';
  return linkTemplate({url, inbound, contact, className, words}, context);
}

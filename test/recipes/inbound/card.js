// A stand-in of <rc-inbound-call> with the events and addresses of the sources. Tests tell it of calls.
import {addressOf, ownAddress} from '../../../src/elements/inbound-call/contact-address.ts';
import {RcInboundChangeEvent, RcInboundOpenEvent, RcSessionChangeEvent} from '../../../src/elements/internal/events.ts';

const national = (number) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
const international = (number) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');

class InboundCard extends HTMLElement {
  resolveContact = null;
  /** Addresses that the browser would have opened. */
  opened = [];
  #calls = new Map();

  /** The store has a new phase of a call. */
  hear(inbound, primary) {
    const isNew = !this.#calls.has(inbound.key);
    const call = this.#calls.get(inbound.key) ?? {primary, contacts: null, controller: new AbortController()};
    this.#calls.set(inbound.key, Object.assign(call, {inbound}));
    const asks = isNew && inbound.from && this.resolveContact;
    // Neither order is promised.
    if (asks && 'asksFirst' in this.dataset) void this.#ask(call);
    this.dispatchEvent(new RcInboundChangeEvent(inbound, call.contacts, primary));
    if (asks && !('asksFirst' in this.dataset)) void this.#ask(call);
  }

  /** The answer takes too long, or is no longer needed. */
  abort(key) {
    this.#calls.get(key).controller.abort();
  }

  contactsOf(key) {
    return this.#calls.get(key).contacts;
  }

  /** The user opens one of the contacts, or the address for callers whom nobody knows. */
  open(key, index = 0) {
    const {inbound, contacts} = this.#calls.get(key);
    const contact = contacts?.[index] ?? null;
    const url = contact?.url ? ownAddress(contact.url, location.href) : this.#addressFor(inbound, contact);
    if (!url) throw new Error('The card has no link.');
    if (this.dispatchEvent(new RcInboundOpenEvent(url, inbound, contact))) this.opened.push(url);
  }

  #addressFor({from}, contact) {
    const template = this.getAttribute(contact ? 'contact-url' : 'fallback-url') ?? '';
    return template && addressOf(template, {id: contact?.id, e164: from}, location.href);
  }

  async #ask(call) {
    const {inbound: {from}, controller: {signal}, primary} = call;
    const aborted = new Promise((resolve) => { signal.addEventListener('abort', () => resolve(null)); });
    const answer = (async () => this.resolveContact(from, {signal, national: national(from), international: international(from)}))();
    const found = await Promise.race([answer.catch(() => null), aborted]);
    call.contacts = Array.isArray(found) ? found : [found].filter(Boolean);
    this.dispatchEvent(new RcInboundChangeEvent(call.inbound, call.contacts, primary));
  }
}

customElements.define('rc-inbound-call', InboundCard);

globalThis.changeSession = (state) => document.dispatchEvent(new RcSessionChangeEvent(state, '', null));

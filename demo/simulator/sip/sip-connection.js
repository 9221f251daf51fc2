import {refusalOf} from './call-request.js';
import {authorizedAccount, digestChallenge} from './digest.js';
import {rcCommandOf} from './rc-message.js';
import {SIP_DOMAIN} from './provision.js';
import {
  formatAnswer, headerOf, methodOf, parameterOf, parseSipMessage, statusOf,
} from './sip-message.js';

/**
 * @typedef {import('./sip-message.js').SipMessage} SipMessage
 * @typedef {import('./sip-gateway.js').SipGateway} SipGateway
 * @typedef {import('../facts.js').SipAccount} SipAccount
 * @typedef {import('./audio.js').OpenFarEnd} OpenFarEnd
 *
 * @typedef {object} SipTransport
 * @property {(text: string) => void} send
 * @property {() => void} close Breaks it.
 * @property {OpenFarEnd} [openFarEnd] Where the phone brings the other end of its lines, too.
 */

/** An instance that a `Contact` header names. @param {string} contact */
const instanceOf = (contact) => /\+sip\.instance="<urn:uuid:([^>]+)>"/.exec(contact)?.[1];

/**
 * The requests of a phone within a call.
 *
 * @type {Record<string, (dialog: import('./dialog.js').Dialog, message: SipMessage) => void>}
 */
const REQUESTS = {
  BYE: (dialog) => dialog.receiveBye(),
  CANCEL: (dialog) => dialog.receiveCancel(),
  MESSAGE: (dialog, {body}) => dialog.receiveCommand(rcCommandOf(body)),
  INFO: (dialog, message) => dialog.receiveInfo(message),
};

/** One socket of a SIP user agent. */
export class SipConnection {
  /** @type {SipGateway} */ #gateway;
  /** @type {SipTransport} */ #transport;
  /** The one that registered over this socket. @type {SipAccount | null} */ account = null;
  isOpen = true;

  /** @param {SipGateway} gateway @param {SipTransport} transport */
  constructor(gateway, transport) {
    this.#gateway = gateway;
    this.#transport = transport;
  }

  /** @type {OpenFarEnd} */
  openFarEnd(onLost) {
    return (this.#transport.openFarEnd ?? this.#gateway.openFarEnd)(onLost);
  }

  /** @param {string} text */
  send(text) {
    if (!this.isOpen) return;
    this.#gateway.record('out', text);
    this.#transport.send(text);
  }

  /**
   * @param {SipMessage} request
   * @param {string} status
   * @param {import('./sip-message.js').Headers} [headers]
   * @param {string} [body]
   */
  answer(request, status, headers, body) {
    this.send(formatAnswer(request, status, headers, body));
  }

  /** Breaks the socket. */
  close() {
    this.#transport.close();
    this.lost();
  }

  /** The socket is gone. */
  lost() {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#gateway.connectionLost(this);
  }

  /** @param {string} text */
  receive(text) {
    if (!this.isOpen) return;
    this.#gateway.record('in', text);
    this.#handle(parseSipMessage(text));
  }

  /** @param {SipMessage} message */
  #handle(message) {
    const method = methodOf(message);
    const dialog = this.#gateway.dialogOf(headerOf(message, 'call-id'));
    if (method === 'REGISTER') return this.#register(message);
    if (dialog) dialog.connection = this;
    if (statusOf(message)) return dialog?.receiveAnswer(message);
    if (!method || method === 'ACK') return;
    if (method !== 'INVITE') return this.#handleOther(message, method, dialog);
    if (dialog) void dialog.receiveOffer(message);
    else this.#invite(message);
  }

  /** @param {SipMessage} message @param {string} method @param {import('./dialog.js').Dialog} [dialog] */
  #handleOther(message, method, dialog) {
    if (!dialog) return this.answer(message, '481 Call/Transaction Does Not Exist');
    const isSilent = method === 'BYE' && this.#gateway.options.sipByeSilent;
    if (!isSilent) this.answer(message, '200 OK');
    REQUESTS[method]?.(dialog, message);
  }

  /**
   * The account that a request proves. Where it proves none, the request is answered.
   *
   * @param {SipMessage} request
   * @param {'authorization' | 'proxy-authorization'} name
   */
  #authorize(request, name) {
    const {accounts, nonces, options} = this.#gateway;
    const known = {accounts, nonces, realm: SIP_DOMAIN};
    const account = authorizedAccount(headerOf(request, name), known, methodOf(request));
    if (account && !options.sipNonceWrong) return account;
    const challenge = digestChallenge(SIP_DOMAIN, this.#gateway.newNonce());
    if (name === 'authorization') {
      this.answer(request, '401 Unauthorized', {'Www-Authenticate': challenge});
    } else {
      this.answer(request, '407 Proxy Authentication Required', {'Proxy-Authenticate': challenge});
    }
    return null;
  }

  /** @param {SipMessage} request */
  #register(request) {
    const {options, registrar} = this.#gateway;
    const account = this.#authorize(request, 'authorization');
    if (!account) return;
    const contact = headerOf(request, 'contact');
    const instanceId = instanceOf(contact) ?? account.authorizationId;
    const expires = Number(parameterOf(contact, 'expires') || headerOf(request, 'expires') || 60);
    if (expires === 0) {
      registrar.unregister(instanceId);
      return this.answer(request, '200 OK');
    }
    if (options.sipRegisterStatus) return this.answer(request, options.sipRegisterStatus);
    const granted = registrar.register({instanceId, account, connection: this}, expires);
    if (granted === null) return this.answer(request, '603 Too Many Contacts');
    this.account = account;
    const address = contact.replace(/;expires=\d+/, '');
    this.answer(request, '200 OK', {Contact: `${address};expires=${granted}`});
    this.#gateway.registered(this);
  }

  /** @param {SipMessage} request */
  #invite(request) {
    const refusal = refusalOf(request, this.account, this.#gateway.options);
    if (refusal) return this.answer(request, refusal);
    const account = this.#authorize(request, 'proxy-authorization');
    if (!account) return;
    this.answer(request, '100 Trying');
    this.#gateway.callOut(request, this, account);
  }
}

/**
 * Takes out of recorded answers all that tells whose call it was, so that they can be published.
 * Equal values get equal pseudonyms, so that one still sees which ids belong together. Only words
 * that the platform itself chooses are kept; the text of a field that is not known is masked.
 */
import {readCallId} from './ids.js';

/** Fields that hold a word of the platform, or a time. */
const KEPT_TEXT = new Set([
  'at', 'callerStatus', 'callStatus', 'calleeStatus', 'code', 'conferenceRole', 'creationTime',
  'direction', 'dndStatus', 'errorCode', 'eventTime', 'expirationTime', 'headers', 'kind',
  'meetingStatus', 'method', 'parameterName', 'presenceStatus', 'reason', 'recoveryState',
  'ringOutRole', 'startTime', 'status', 'telephonyStatus', 'terminationType', 'timestamp',
  'transportType', 'type', 'userStatus',
]);
const KEPT_SHAPE = /^(?!.*\d{5})[\w .:+-]{1,60}$/;

/** Fields that hold a path, or an address with one. */
const PATHS = new Set(['event', 'eventFilters', 'filter', 'path', 'uri', 'url']);
/** In a path, an id comes after each of these. */
const KIND_BY_SEGMENT = new Map([
  ['account', 'account'], ['extension', 'extension'], ['sessions', 'session'],
  ['parties', 'party'], ['ring-out', 'session'], ['subscription', 'subscription'],
]);

const KIND_BY_FIELD = new Map([
  ['ownerId', 'extension'], ['telephonySessionId', 'session'], ['sessionId', 'legacy-session'],
  ['extensionNumber', 'extension-number'], ['uuid', 'uuid'],
]);

const SECRET = /token|secret|password|authorization|verifier|ticket/i;
const NUMBER_SHAPE = /^\+?[\d\s().-]{7,24}$/;
/** Longer rows of digits may be an id or a number. */
const LARGEST_COUNT = 1_000_000;
const COUNTS = new Set(['sequence', 'at']);

/** @typedef {{field: string, parent: string}} Place */

class Pseudonyms {
  /** @type {Map<string, string>} By the value itself. */
  #known = new Map();
  /** @type {Map<string, number>} By kind. */
  #counts = new Map();
  /** @type {{digits: string, pseudonym: string}[]} */
  #numbers = [];

  /** @param {unknown} value @param {Place} place @returns {unknown} */
  replace(value, place) {
    if (Array.isArray(value)) return value.map((item) => this.replace(item, place));
    if (typeof value === 'object' && value !== null) return this.#replaceFields(value, place);
    if (typeof value === 'number') return this.#replaceCount(value, place);
    return typeof value === 'string' && value !== '' ? this.#replaceText(value, place) : value;
  }

  /** @param {object} value @param {Place} place */
  #replaceFields(value, {field: parent}) {
    return Object.fromEntries(Object.entries(value).map(([field, item]) =>
      [field, this.replace(item, {field, parent})]));
  }

  /** @param {number} value @param {Place} place */
  #replaceCount(value, place) {
    const isCount = Math.abs(value) < LARGEST_COUNT && !/id$/i.test(place.field);
    if (isCount || COUNTS.has(place.field)) return value;
    return this.#id(String(value), place);
  }

  /** @param {string} value @param {Place} place */
  #replaceText(value, place) {
    const {field} = place;
    if (SECRET.test(field)) return 'masked';
    if (PATHS.has(field)) return this.#path(value);
    if (/^(?:message|error_description)$/.test(field)) return this.#sentence(value);
    if (/name$/i.test(field) && field !== 'parameterName') return this.#pseudonym(value, 'name');
    if (KEPT_TEXT.has(field) && KEPT_SHAPE.test(value)) return value;
    if (/^(?:id|uuid|extensionNumber)$|Id$/.test(field)) return this.#id(value, place);
    if (NUMBER_SHAPE.test(value) && /(?:\d\D*){7}/.test(value)) return this.#number(value);
    return this.#pseudonym(value, 'text');
  }

  /** @param {string} value @param {Place} place */
  #id(value, {field, parent}) {
    const ownerKind = field === 'id' && /^(?:account|extension|owner)$/.test(parent) ? parent : '';
    const fieldKind = field.replace(/Id$/, '');
    return this.#callId(value)
      ?? this.#pseudonym(value, ownerKind || KIND_BY_FIELD.get(field) || fieldKind || 'id');
  }

  /** The id of a session or party in a form that is known; null otherwise. */
  #callId(/** @type {string} */ value) {
    const {form, core, host = ''} = readCallId(value);
    const session = (/** @type {string} */ text) => this.#pseudonym(text, 'session');
    if (form === 'base64') {
      return `base64(cs‹${session(core)}›@‹${this.#pseudonym(host, 'host')}›)`;
    }
    if (form === 'prefixed') return `s-‹${session(core)}›`;
    const [, prefix, partyCore = '', index] = /^(cs|p-)(\w{6,})-(\d{1,3})$/.exec(value) ?? [];
    return prefix ? `${prefix}‹${session(partyCore)}›-${index}` : null;
  }

  /** A path or an address; of its parameters only switches are kept. */
  #path(/** @type {string} */ value) {
    const [address = '', query = ''] = value.split('?');
    let kind = '';
    const segments = address.split('/').map((segment) => {
      const text = this.#segment(segment, kind);
      kind = KIND_BY_SEGMENT.get(segment) ?? '';
      return text;
    });
    const switches = query.split('&').filter((text) => /^\w+=(?:true|false)$/.test(text));
    return segments.join('/') + (switches.length > 0 ? `?${switches.join('&')}` : '');
  }

  /** `kind`: of the id that is expected here; empty = none is. */
  #segment(/** @type {string} */ segment, /** @type {string} */ kind) {
    if (segment === '' || segment === '~') return segment;
    const isId = kind !== '' && !/^[a-z-]{2,20}$/.test(segment);
    if (!isId && !/\d{5}/.test(segment.replace(/:\d+$/, ''))) return segment;
    const text = decodeURIComponent(segment);
    return this.#callId(text) ?? this.#pseudonym(text, kind || 'id');
  }

  /** The platform's sentences may quote a value. */
  #sentence(/** @type {string} */ value) {
    let sentence = value;
    for (const [text, pseudonym] of this.#known) {
      if (text.length > 2) sentence = sentence.replaceAll(text, pseudonym);
    }
    return sentence
      .replace(/\+?\d[\d\s().-]{5,}\d/g, 'masked')
      .replace(/[^\s[\]"']*(?:\d{5}|@)[^\s[\]"']*/g, 'masked')
      .replace(/[\w-]{25,}/g, 'masked');
  }

  /** Shows how the platform writes the number. */
  #number(/** @type {string} */ value) {
    const digits = value.replace(/\D/g, '');
    let known = this.#numbers.find((other) =>
      other.digits.endsWith(digits) || digits.endsWith(other.digits));
    if (!known) {
      known = {digits, pseudonym: `number-${this.#numbers.length + 1}`};
      this.#numbers.push(known);
    }
    const form = `${value.startsWith('+') ? '+ and ' : ''}${digits.length} digits`;
    return `${known.pseudonym} (${form})`;
  }

  /** @param {string} value @param {string} kind */
  #pseudonym(value, kind) {
    const known = this.#known.get(value);
    if (known) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    const pseudonym = `${kind}-${count}`;
    this.#counts.set(kind, count);
    this.#known.set(value, pseudonym);
    return pseudonym;
  }
}

/**
 * A copy without tokens, numbers, names and ids.
 *
 * @template T
 * @param {T} value JSON
 * @returns {T}
 */
export function pseudonymize(value) {
  const pseudonyms = new Pseudonyms();
  const start = {field: '', parent: ''};
  // Twice: a sentence may quote what only a later answer tells to be a name or an id.
  pseudonyms.replace(value, start);
  return /** @type {T} */ (pseudonyms.replace(value, start));
}

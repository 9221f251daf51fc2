/**
 * The page's own requests during a call: a socket for its notifications, and the telephony session
 * with the id of the RingOut.
 *
 * @typedef {import('./record.js').Recorder} Recorder
 */

const EXTENSION = '/restapi/v1.0/account/~/extension/~';
const SESSIONS = '/restapi/v1.0/account/~/telephony/sessions';

const EVENT_FILTERS = [
  `${EXTENSION}/telephony/sessions`,
  `${EXTENSION}/presence?detailedTelephonyState=true`,
];
const SUBSCRIBE_FRAMES = JSON.stringify([
  {type: 'ClientRequest', messageId: 'subscribe', method: 'POST', path: '/restapi/v1.0/subscription/'},
  {eventFilters: EVENT_FILTERS, deliveryMode: {transportType: 'WebSocket'}},
]);

/** The last notifications come after the end of the call. */
const LINGER_MS = 5000;

const wait = (/** @type {number} */ ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

function parseFrame(/** @type {unknown} */ data) {
  try {
    return JSON.parse(String(data));
  } catch {
    return 'no JSON';
  }
}

export class Follower {
  #recorder;
  #server;
  /** @type {WebSocket | undefined} */
  #socket;
  /** @type {string | undefined} Of the user's own leg. */
  #partyId;

  /** @param {Recorder} recorder @param {string} server */
  constructor(recorder, server) {
    this.#recorder = recorder;
    this.#server = server;
  }

  /** Opens a socket, and subscribes to the calls of the user. */
  async listen() {
    const ticket = await this.#send('POST', '/restapi/oauth/wstoken', {});
    if (!ticket?.uri || !ticket.ws_access_token) return;
    const url = new URL(ticket.uri);
    url.searchParams.set('access_token', ticket.ws_access_token);
    const socket = this.#socket = new WebSocket(url);
    const add = (/** @type {string} */ type, /** @type {object} */ facts = {}) =>
      this.#recorder.add({kind: 'socket', type, ...facts});
    socket.onopen = () => add('open');
    socket.onerror = () => add('failed');
    socket.onclose = ({code}) => add('closed', {code});
    socket.onmessage = ({data}) => {
      const frame = parseFrame(data);
      add('received', {body: frame});
      if (frame?.[0]?.type !== 'ConnectionDetails') return;
      socket.send(SUBSCRIBE_FRAMES);
      add('sent', {body: JSON.parse(SUBSCRIBE_FRAMES)});
    };
  }

  /** Asks for the session of a call that goes on. */
  async readSession(/** @type {string} */ ringOutId) {
    const session = await this.#send('GET', `${SESSIONS}/${encodeURIComponent(ringOutId)}`);
    /** @type {{id: string, ringOutRole?: string}[]} */
    const parties = session?.parties ?? [];
    const own = parties.find(({ringOutRole}) => ringOutRole === 'Initiator') ?? parties[0];
    this.#partyId = own?.id ?? this.#partyId;
  }

  readPresence() {
    return this.#send('GET', `${EXTENSION}/presence?detailedTelephonyState=true`);
  }

  /**
   * Once the call is over: the requests that act on a call change nothing any more, but show
   * whether the browser lets the page send them.
   */
  async end(/** @type {string} */ ringOutId) {
    await wait(LINGER_MS);
    await this.readSession(ringOutId);
    const session = `${SESSIONS}/${encodeURIComponent(ringOutId)}`;
    const party = `${session}/parties/${encodeURIComponent(this.#partyId ?? 'unknown')}`;
    await this.#send('PATCH', party, {muted: false});
    await this.#send('POST', `${party}/unhold`, {});
    await this.#send('DELETE', session);
    this.close();
  }

  close() {
    this.#socket?.close(1000);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<any>} The body of the answer; null without one.
   */
  async #send(method, path, body) {
    const headers = {
      accept: 'application/json', authorization: this.#recorder.authorization,
      ...(body && {'content-type': 'application/json'}),
    };
    try {
      const response = await fetch(this.#server + path, {
        method, headers, credentials: 'omit', ...(body && {body: JSON.stringify(body)}),
      });
      return response.ok ? await response.json() : null;
    } catch {
      // Without an answer, or without a body: the recorder has noted which.
      return null;
    }
  }
}

import assert from 'node:assert/strict';
import {nextContract} from './next-contract.js';
import {createFixture} from './support.js';

export const SCOPES = ['ReadAccounts', 'RingOut', 'WebSocket', 'CallControl', 'ReadPresence'];
export const SESSIONS = '/restapi/v1.0/account/~/extension/~/telephony/sessions';
export const PRESENCE = '/restapi/v1.0/account/~/extension/~/presence?detailedTelephonyState=true';

/**
 * One end of a connection: what the platform sent, and how it closed.
 *
 * @param {import('../simulator.js').Simulator} simulator
 * @param {string | URL} url
 */
export function openSocket(simulator, url) {
  /** @type {any[]} */
  const frames = [];
  /** @type {{code: number, reason: string}[]} */
  const closes = [];
  const connection = simulator.gateway.connect(new URL(url), {
    send(text) {
      const frame = JSON.parse(text);
      frames.push(frame);
      if (frame[0].type === 'ServerNotification') nextContract?.checkNotification(frame[1]);
    },
    close: (code, reason = '') => closes.push({code, reason}),
  });
  assert.ok(connection, 'the ticket opens a socket');
  let requestCount = 0;

  /** @param {Record<string, unknown>} meta @param {unknown} [body] */
  function send(meta, body) {
    connection?.receive(JSON.stringify(body === undefined ? [meta] : [meta, body]));
  }

  /** Sends a request over the socket, and returns its answer, if one came. */
  function request(/** @type {string} */ method, /** @type {string} */ path, body = {}) {
    const messageId = `request-${++requestCount}`;
    send({type: 'ClientRequest', messageId, method, path}, body);
    const [meta, answer] = frames.find(([one]) => one.messageId === messageId) ?? [];
    return {meta, status: meta?.status, body: answer};
  }

  /** Subscribes, and returns the answer. */
  function subscribe(filters = [SESSIONS, PRESENCE]) {
    const answer = request('POST', '/restapi/v1.0/subscription/', {
      eventFilters: filters, deliveryMode: {transportType: 'WebSocket'},
    });
    if (answer.status === 200) nextContract?.checkValue('SubscriptionInfo', answer.body);
    return answer;
  }

  /** Bodies of the notifications that came since the last time. */
  function takeNotifications() {
    const taken = frames.filter(([meta]) => meta.type === 'ServerNotification');
    frames.splice(0, frames.length, ...frames.filter((frame) => !taken.includes(frame)));
    return taken.map(([, body]) => body);
  }

  /** The parties that notifications told of since the last time, as `-1 Code/Reason`. */
  const takeParties = () => takeNotifications()
    .filter(({event}) => event.includes('/telephony/sessions'))
    .map(({body}) => partyText(body.parties[0]));

  return {
    connection, frames, closes, send, request, subscribe, takeNotifications, takeParties,
    /** The newest token for a recovery. */
    lastToken: () => frames.findLast(([meta]) => meta.wsc)?.[0].wsc.token,
  };
}

/** A party as `-1 Code/Reason`. */
function partyText(/** @type {any} */ {id, status: {code, reason}, muted}) {
  return `${id.slice(-2)} ${code}${reason ? `/${reason}` : ''}${muted ? ' muted' : ''}`;
}

/**
 * A simulator with the scopes of push and call control.
 *
 * @param {Parameters<typeof createFixture>[0]} [setup]
 */
export function createPushFixture({scopes = SCOPES, ...setup} = {}) {
  const fixture = createFixture({scopes, ...setup});
  const {expectStatus, send, simulator, useToken} = fixture;
  let token = simulator.signIn().access_token;
  useToken(token);

  const requestTicket = () =>
    send('POST', '/restapi/oauth/wstoken', undefined, {authorization: `bearer ${token}`});

  /** @param {string} [wsc] */
  async function connect(wsc) {
    const response = await requestTicket();
    assert.equal(response.status, 200, await response.clone().text());
    const ticket = await response.json();
    const url = new URL(ticket.uri);
    url.searchParams.set('access_token', ticket.ws_access_token);
    if (wsc !== undefined) url.searchParams.set('wsc', wsc);
    return openSocket(simulator, url);
  }

  const sessionPath = (/** @type {string} */ id) =>
    `/restapi/v1.0/account/~/telephony/sessions/${encodeURIComponent(id)}`;

  return {
    ...fixture, connect, requestTicket, sessionPath,

    /** Signs in anew. @param {Parameters<typeof simulator.signIn>[0]} signIn */
    signIn(signIn) {
      token = simulator.signIn(signIn).access_token;
      useToken(token);
    },

    /** Opens a socket and subscribes. @param {string[]} [filters] */
    async openSubscribed(filters) {
      const socket = await connect();
      assert.equal(socket.subscribe(filters).status, 200);
      return socket;
    },

    /** The parties of a session as `-1 Code/Reason`, or `404`. */
    async readParties(/** @type {string} */ id) {
      const response = await send('GET', sessionPath(id));
      if (response.status === 404) return '404';
      return (await response.json()).parties.map(partyText).join(', ');
    },

    /** Sends a control request for a party. */
    control: (
      /** @type {number} */ status, /** @type {string} */ id, /** @type {string} */ action,
      /** @type {unknown} */ body = undefined, index = 1,
    ) => {
      const parties = `${sessionPath(id)}/parties/${partyId(id, index)}`;
      return action === 'mute'
        ? expectStatus(status, 'PATCH', parties, body)
        : expectStatus(status, 'POST', `${parties}/${action}`, body);
    },
  };
}

/** The id of a party of a session with a base64 id. */
function partyId(/** @type {string} */ id, /** @type {number} */ index) {
  return `${atob(id).split('@')[0]}-${index}`;
}

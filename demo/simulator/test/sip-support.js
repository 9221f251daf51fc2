import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {PRESENCE, SESSIONS, createPushFixture} from './push-support.js';
import {ALL_SCOPES} from '../options.js';
import {scenarioNamed} from '../scenarios.js';
import {SipGateway} from '../sip/sip-gateway.js';

/**
 * A SIP user agent of the tests' own, and a simulator without audio.
 *
 * @typedef {{subject: string, headers: Record<string, string>, body: string}} Message
 * @typedef {Awaited<ReturnType<ReturnType<typeof createSipFixture>['provision']>>} SipInfo
 */

export const PROVISION = '/restapi/v1.0/client-info/sip-provision';
export const OFFER = 'v=0\r\na=sendrecv\r\n';
const DOMAIN = 'sip.ringcentral.com';

const md5 = (/** @type {string} */ text) => createHash('md5').update(text).digest('hex');

/** Lets all promises settle that wait for nothing. */
export const settled = () => new Promise((resolve) => { setImmediate(resolve); });

/** @param {string} text @returns {Message} */
function read(text) {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const [subject = '', ...lines] = head.split('\r\n');
  const pairs = lines.map((line) => /** @type {[string, string]} */ (line.split(/: (.*)/).slice(0, 2)));
  return {subject, body, headers: Object.fromEntries(pairs)};
}

/** `INVITE` or `183` of each message, with the command of the platform's own. @param {Message} message */
function nameOf({subject, body}) {
  const command = /Cmd="(\d+)"/.exec(body)?.[1];
  return (/^SIP\/2\.0 (\d+)/.exec(subject)?.[1] ?? subject.split(' ')[0] ?? '') + (command ? ` ${command}` : '');
}

/** The other end of a line that makes no sound: what it was asked for. */
function createSilence() {
  /** @type {{sounds: string[], isClosed: boolean, lose: () => void}[]} */
  const lines = [];
  /** @type {import('../sip/audio.js').OpenFarEnd} */
  const openFarEnd = async (lose) => {
    const line = {sounds: /** @type {string[]} */ ([]), isClosed: false, lose};
    lines.push(line);
    return {
      answer: async (sdp) => `answer to ${sdp.length}`,
      offer: async () => OFFER,
      accept: async () => {},
      play(sound) { if (line.sounds.at(-1) !== sound) line.sounds.push(sound); },
      heard: () => ({peak: 0, loudest: 0, digits: ''}),
      close() { line.isClosed = true; },
    };
  };
  return {lines, openFarEnd};
}

/**
 * @param {Parameters<typeof createPushFixture>[0] & {openFarEnd?: import('../sip/audio.js').OpenFarEnd}} [setup]
 */
export function createSipFixture({openFarEnd, ...setup} = {}) {
  const silence = createSilence();
  const fixture = createPushFixture({
    scopes: ALL_SCOPES, limits: {heavy: null}, origin: 'https://api.test',
    sip: (context, update) => new SipGateway(context, {openFarEnd: openFarEnd ?? silence.openFarEnd, update}),
    ...setup,
  });
  const sip = /** @type {SipGateway} */ (fixture.simulator.sip);

  async function provision() {
    const {sipInfo: [sipInfo], device} = await fixture.expectStatus(200, 'POST', PROVISION, {sipInfo: [{transport: 'WSS'}]});
    return {...sipInfo, deviceId: device.id};
  }

  return {
    ...fixture, provision, sip, lines: silence.lines,
    /** A phone with a socket. @param {SipInfo} [sipInfo] */
    async phone(sipInfo) {
      return createUserAgent(sip, sipInfo ?? await provision());
    },
    /** A phone that is registered. */
    async registered() {
      const phone = createUserAgent(sip, await provision());
      assert.deepEqual(phone.register(), ['401', '200']);
      return phone;
    },
  };
}

/**
 * A phone calls the number of a scenario.
 *
 * @param {string} name
 * @param {Parameters<typeof createSipFixture>[0]} [setup]
 */
export async function placed(name, setup) {
  const fixture = createSipFixture(setup);
  const socket = await fixture.openSubscribed([SESSIONS, PRESENCE]);
  const phone = await fixture.registered();
  const answers = await phone.call(scenarioNamed(name).number.slice(1));
  const {facts} = fixture.simulator;
  return {...fixture, newPhone: fixture.phone, socket, phone, answers, call: facts.calls.at(-1)};
}

/** @param {SipGateway} sip @param {any} sipInfo */
function createUserAgent(sip, sipInfo) {
  /** @type {Message[]} */
  const received = [];
  let taken = 0;
  let sequence = 0;
  let isOpen = true;
  const connection = sip.connect({send: (text) => received.push(read(text)), close: () => { isOpen = false; }});
  const address = `<sip:${sipInfo.username}@${DOMAIN}>`;

  /** @param {string} subject @param {Record<string, string>} headers */
  function send(subject, headers, body = '') {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    connection.receive([subject, ...lines, '', body].join('\r\n'));
  }

  /** The messages since the last time. */
  function take() {
    const messages = received.slice(taken);
    taken = received.length;
    return messages;
  }
  const takeNames = () => take().map(nameOf);

  /** @param {string} method @param {Record<string, string>} headers @param {string} [body] */
  function request(method, headers, body) {
    send(`${method} sip:${DOMAIN} SIP/2.0`, {
      'Via': 'SIP/2.0/WSS a.invalid;branch=z9hG4bK-1', 'CSeq': `${++sequence} ${method}`, 'From': `${address};tag=a`, 'To': address,
      ...headers,
    }, body);
  }

  /** Sends a request, and again with the digest that the answer demands. @param {string} name */
  function proven(method = '', headers = {}, body = '', name = 'Authorization') {
    request(method, headers, body);
    const challenge = Object.values(received.at(-1)?.headers ?? {}).find((value) => value.startsWith('Digest '));
    const nonce = /, nonce="(.+?)"/.exec(challenge ?? '')?.[1];
    if (!nonce) return;
    const realm = DOMAIN;
    const uri = `sip:${DOMAIN}`;
    const {authorizationId, password} = sipInfo;
    const secret = md5(`${authorizationId}:${realm}:${password}`);
    const response = md5(`${secret}:${nonce}:${md5(`${method}:${uri}`)}`);
    const proof = Object.entries({'Digest algorithm': 'MD5', 'username': authorizationId, realm, nonce, uri, response});
    request(method, {...headers, [name]: proof.map(([key, value]) => `${key}="${value}"`).join(', ')}, body);
  }

  return {
    received, take, takeNames, send, request, connection, sipInfo,
    get isOpen() { return isOpen; },

    /** Registers, and returns the answers. */
    register({expires = 60, instanceId = sipInfo.authorizationId} = {}) {
      const contact = `<sip:a@b.invalid;transport=wss>;+sip.instance="<urn:uuid:${instanceId}>";expires=${expires}`;
      proven('REGISTER', {'Call-Id': `register-${instanceId}`, 'Contact': contact});
      return takeNames();
    },

    /** Places a call, and returns the first answers. @param {string} to @param {Record<string, string>} [headers] */
    async call(to, headers = {}, callId = 'out-1') {
      proven('INVITE', {'Call-Id': callId, 'To': `<sip:${to}@${DOMAIN}>`, ...headers}, OFFER, 'Proxy-Authorization');
      await settled();
      return takeNames();
    },

    /**
     * Sends a request within a call, and returns what came.
     *
     * @param {string} method
     * @param {{callId?: string, headers?: Record<string, string>, body?: string}} [what]
     */
    async within(method, {callId = 'out-1', headers = {}, body = ''} = {}) {
      request(method, {'Call-Id': callId, ...headers}, body);
      await settled();
      return takeNames();
    },

    /** Answers the newest request of a kind. @param {string} method @param {string} status */
    answer(method, status, body = '') {
      const asked = received.findLast(({subject}) => subject.startsWith(`${method} `));
      assert.ok(asked, `no ${method} came`);
      const {Via = '', From = '', To = '', CSeq = '', 'Call-ID': id = ''} = asked.headers;
      send(`SIP/2.0 ${status}`, {Via, From, 'To': `${To};tag=b`, CSeq, 'Call-ID': id}, body);
      return id;
    },

    /** Sends a command about the call that rings. @param {number} command */
    async command(command) {
      const invite = received.findLast(({subject}) => subject.startsWith('INVITE '));
      const callId = invite?.headers['Call-ID'] ?? '';
      const xml = `<Msg><Hdr SID="1" Req="2" From="a" To="b" Cmd="${command}"/><Bdy Cln="${sipInfo.authorizationId}"/></Msg>`;
      request('MESSAGE', {'Call-Id': callId, 'Content-Type': 'x-rc/agent'}, xml);
      await settled();
      return takeNames();
    },
  };
}

/**
 * Sees what the platform of a virtual browser is asked and what it answers, and compares it with
 * what the store says and does: nothing is said that the platform did not say, and nothing is done
 * to a call that a request has not just confirmed to be ours.
 */
import {progressAt} from '../../../demo/simulator/calls.js';
import {scenarioOf} from '../../../demo/simulator/scenarios.js';
import type {Call} from '../../../src/store/types.js';
import type {Tab, VirtualBrowser} from '../../support/virtual.js';
import type {Stranger} from './walk-steps.js';

/** Longer than any answer is delayed. */
const ANSWER_MAX_DELAY_MS = 12_000;
const TICKET_SPACING_MS = 15_000;
const SESSION_PATH = /\/telephony\/sessions\/([^/?]+)/;

type PlatformCall = VirtualBrowser['simulator']['facts']['calls'][number];

/** Steps that only requests take. */
const REQUESTED_STEPS = ['end', 'hold', 'unhold', 'mute', 'unmute'];

/** The answer to a request for a session; each is good for one action. */
interface Confirmation {
  readonly sessionId: string;
  readonly at: number;
  readonly isOurs: boolean;
}

interface SessionBody {
  origin: {type: string};
  parties: Record<string, unknown>[];
}

/** Somebody else takes part in the session, or it is another one than it seemed. */
function withStranger(body: SessionBody, stranger: Stranger): SessionBody {
  const [initiator = {}, ...others] = body.parties;
  switch (stranger) {
    case 'third-party': return {...body, parties: [...body.parties, {...initiator, id: 'p-third-3', ringOutRole: undefined}]};
    case 'conference': return {...body, parties: [{...initiator, conferenceRole: 'Host'}, ...others]};
    case 'other-origin': return {...body, origin: {type: 'Call'}};
    case 'other-extension': return {...body, parties: [{...initiator, extensionId: '9'}, ...others]};
  }
}

export class PlatformWitness {
  readonly violations: string[] = [];
  /** Calls that other apps and people placed. */
  readonly elsewhere = new Set<PlatformCall>();
  /** Ids of calls of which the platform said that it does not know them. */
  readonly #goneIds = new Set<string>();
  readonly #confirmations: Confirmation[] = [];
  /** Values of `held` and `muted` that the platform told of a session. */
  readonly #told = new Map<string, {held: Set<boolean>; muted: Set<boolean>}>();
  readonly #browser: VirtualBrowser;
  stranger: Stranger | null = null;
  areAnswersLate = false;

  constructor(browser: VirtualBrowser) {
    this.#browser = browser;
    const {simulator} = browser;
    const fetch = simulator.fetch.bind(simulator);
    simulator.fetch = async (request: Request) => {
      const {method} = request;
      const path = new URL(request.url).pathname;
      const sessionId = SESSION_PATH.exec(path)?.[1];
      if (sessionId && method !== 'GET') this.#judgeControl(decodeURIComponent(sessionId), method);
      const response = await fetch(request);
      if (response.status === 404) this.#goneIds.add(decodeURIComponent(path.split('/').at(-1)!));
      if (response.status === 404 && sessionId) this.#goneIds.add(decodeURIComponent(sessionId));
      if (!sessionId) return response;
      if (method === 'GET') return this.#confirm(decodeURIComponent(sessionId), response);
      return this.#noteDone(decodeURIComponent(sessionId), response);
    };
  }

  get ownCalls(): PlatformCall[] {
    return this.#browser.simulator.facts.calls.filter((call) => !this.elsewhere.has(call));
  }

  async #confirm(sessionId: string, response: Response): Promise<Response> {
    const {status, headers} = response;
    if (status !== 200 || response.type === 'error') return response;
    const text = await response.text();
    let body: SessionBody | null = null;
    try { body = JSON.parse(text) as SessionBody; } catch { /* a fault damaged it */ }
    if (!Array.isArray(body?.parties)) return new Response(text, {status, headers});
    const told = this.stranger ? withStranger(body, this.stranger) : body;
    const [own] = told.parties.filter(({ringOutRole}) => ringOutRole === 'Initiator');
    const {code} = (own?.status ?? {}) as {code?: string};
    const isUp = code === 'Answered' || code === 'Hold';
    this.#confirmations.push({sessionId, at: this.#browser.now, isOurs: !this.stranger && isUp});
    for (const party of told.parties) this.#noteParty(sessionId, party);
    return new Response(JSON.stringify(told), {status, headers});
  }

  /** The answer to a hold or a mute is the party as it is then. */
  async #noteDone(sessionId: string, response: Response): Promise<Response> {
    if (!response.ok || response.status === 204) return response;
    const {status, headers} = response;
    const text = await response.text();
    try { this.#noteParty(sessionId, JSON.parse(text) as Record<string, unknown>); } catch { /* a fault damaged it */ }
    return new Response(text, {status, headers});
  }

  #noteParty(sessionId: string, {status, muted}: Record<string, unknown>): void {
    const {code} = (status ?? {}) as {code?: string};
    const told = this.#told.get(sessionId) ?? {held: new Set(), muted: new Set()};
    told.held.add(code === 'Hold');
    told.muted.add(muted === true);
    this.#told.set(sessionId, told);
  }

  #judgeControl(sessionId: string, method: string): void {
    const isOurs = this.ownCalls.some(({id}) => id === sessionId);
    if (!isOurs) this.violations.push(`${method} of a session that is not ours`);
    const maxAge = this.areAnswersLate ? ANSWER_MAX_DELAY_MS : 0;
    const recent = this.#confirmations.filter((one) =>
      one.sessionId === sessionId && this.#browser.now - one.at <= maxAge);
    const confirmation = recent.find(({isOurs}) => isOurs) ?? recent[0];
    if (!confirmation) this.violations.push(`${method} that no request confirmed just before`);
    else if (!confirmation.isOurs) this.violations.push(`${method} although somebody else takes part`);
    if (confirmation) this.#confirmations.splice(this.#confirmations.indexOf(confirmation), 1);
  }

  /** Compares what a document says of its calls with what the platform knows. */
  follow(tab: Tab): void {
    tab.store.on((event) => {
      if (!tab.alive || !event.call) return;
      this.#judge(event.call);
    });
  }

  #judge(call: Call): void {
    const fact = this.ownCalls.find(({id}) => id === call.id);
    if (!fact || this.#goneIds.has(fact.id)) return;
    const {now, simulator: {options}} = this.#browser;
    const {endedAt, status} = progressAt(fact, now, options);
    const isEnd = ['ended', 'failed', 'canceled'].includes(call.phase);
    if (isEnd && endedAt === null) this.violations.push(`${call.phase}, although the platform did not say so`);
    const mayTalk = status.callStatus === 'Success' || endedAt !== null;
    if (call.phase === 'connected' && !mayTalk) this.violations.push('connected, although the platform did not say so');
  }

  /** Checks what every document shows at this moment. */
  checkNow(): void {
    const {simulator, tabs} = this.#browser;
    const socketCount = simulator.gateway.sockets().length;
    if (socketCount > 1) this.violations.push(`${socketCount} sockets`);
    this.#noteNotifications();
    for (const call of tabs.flatMap(({store}) => store.calls.get())) this.#checkFacts(call);
  }

  #noteNotifications(): void {
    for (const {frame} of this.#browser.simulator.gateway.frames) {
      const [meta, notification] = frame as [{type: string}, {body?: {telephonySessionId?: string; parties?: Record<string, unknown>[]}}];
      const {telephonySessionId, parties = []} = notification?.body ?? {};
      if (meta.type !== 'ServerNotification' || !telephonySessionId) continue;
      for (const party of parties) this.#noteParty(telephonySessionId, party);
    }
  }

  #checkFacts(call: Call): void {
    const fact = this.ownCalls.find(({id}) => id === call.id);
    if (!fact) return;
    const told = this.#told.get(fact.sessionId ?? fact.id);
    for (const name of ['held', 'muted'] as const) {
      const value = call[name];
      if (value !== undefined && !told?.[name].has(value)) this.violations.push(`${name}: ${value}, which nobody told`);
    }
    if (call.voicemail && !scenarioOf(call.to).voicemail) this.violations.push('voicemail, which nobody told');
    const truth = fact.hungUpAt === undefined || fact.hungUpBy === 'callee' ? 'callee' : 'caller';
    if (call.endedBy && call.endedBy !== truth) this.violations.push(`ended by the ${call.endedBy}, but it was the ${truth}`);
  }

  /** Checks what happened in the whole walk. `knowsTicketTimes`: no tab can have lost them. */
  checkAll(knowsTicketTimes: boolean): void {
    for (const {changes = [], hungUpBy, canceledAt} of this.elsewhere) {
      const isTouched = hungUpBy === 'api' || canceledAt !== undefined || changes.some(({where}) => where === 'api');
      if (isTouched) this.violations.push('a call of somebody else was touched');
    }
    for (const {steps} of this.#browser.simulator.facts.inbound) {
      if (steps.some(({kind}) => REQUESTED_STEPS.includes(kind))) this.violations.push('a call to the user was touched');
    }
    const tickets = this.#browser.requests('POST', '/wstoken').filter(({status}) => status !== 401);
    const isTooSoon = tickets.some(({at}, index) => index > 0 && at - tickets[index - 1]!.at < TICKET_SPACING_MS);
    if (isTooSoon && knowsTicketTimes) this.violations.push('two tickets within 15 s');
  }
}

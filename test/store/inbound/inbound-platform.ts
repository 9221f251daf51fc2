/** The platform's side of calls to the user: what it knows at this moment, and what people do. */
import {inboundStateAt} from '../../../demo/simulator/telephony/inbound-state.js';
import {isGone, ownPartyOf} from '../../../demo/simulator/telephony/inbound-steps.js';
import {allSessionsAt} from '../../../demo/simulator/telephony/sessions.js';
import type {VirtualBrowser} from '../../support/virtual.js';
import type {InboundStep} from './inbound-walk-steps.js';

type InboundFacts = VirtualBrowser['simulator']['facts']['inbound'][number];

export interface CallTruth {
  readonly fact: InboundFacts;
  readonly state: 'ringing' | 'answered' | 'over';
  readonly wasAnswered: boolean;
  /** After a transfer. Nobody who did not hear of the answer can know of it. */
  readonly isRingingAgain: boolean;
  readonly isMissed: boolean;
  readonly isTakenElsewhere: boolean;
  /** Epoch ms. */
  readonly changedAt: number;
}

/** What presence lists at most. */
const MAX_LISTED_CALLS = 7;

export class InboundPlatform {
  readonly #browser: VirtualBrowser;

  constructor(browser: VirtualBrowser) {
    this.#browser = browser;
  }

  /** Extension id of the user who is signed in. */
  get user(): string {
    return this.#browser.simulator.options.user.extensionId;
  }

  /** The user's calls that have begun. */
  truths(): CallTruth[] {
    const {now, simulator: {facts}} = this.#browser;
    return facts.inbound.filter(({owner, startedAt}) => owner === this.user && startedAt <= now)
      .map((fact) => this.#truthOf(fact));
  }

  truthOfKey(key: string): CallTruth | undefined {
    return this.truths().find(({fact}) => fact.id === key);
  }

  /** Somebody acts on one of the calls that go on. */
  act({index, act, isBlind}: Extract<InboundStep, {do: 'act'}>): void {
    const active = this.truths().filter(({state}) => state !== 'over');
    const truth = active[index % Math.max(active.length, 1)];
    if (!truth) return;
    const inbound = this.#browser.simulator.inbound(truth.fact.id);
    const from = {phoneNumber: '+12125550145', name: 'OTHER CUSTOMER'};
    const reason = isBlind ? 'BlindTransfer' : 'AttendedTransfer';
    if (act === 'transfer') inbound.transfer({from, reason});
    else if (act === 'switchPhone') inbound.switchPhone({reason: isBlind ? 'CallSwitch' : 'Pickup'});
    else inbound[act]();
  }

  /** Presence leaves some calls out. */
  get isCrowded(): boolean {
    const {now, simulator: {facts, options}} = this.#browser;
    return allSessionsAt(facts, now, options).filter(({isOver}) => !isOver).length >= MAX_LISTED_CALLS;
  }

  #truthOf(fact: InboundFacts): CallTruth {
    const {now} = this.#browser;
    const own = ownPartyOf(inboundStateAt(fact, now));
    const taken = fact.steps.filter(({at}) => at <= now);
    const wasAnswered = taken.some(({kind}) => kind === 'answer');
    const isOver = isGone(own) || own.code === 'VoiceMail';
    const liveState = wasAnswered ? 'answered' : 'ringing';
    return {
      fact, wasAnswered,
      isRingingAgain: wasAnswered && own.code === 'Ringing',
      state: isOver ? 'over' : liveState,
      isMissed: own.missed,
      isTakenElsewhere: taken.some(({kind}) => kind === 'answer-elsewhere'),
      changedAt: Math.max(fact.startedAt, ...taken.map(({at}) => at)),
    };
  }
}

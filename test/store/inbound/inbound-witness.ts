/**
 * Compares what documents show and tell of calls to the user with what the platform knows: nothing
 * of the user's own calls, nothing that the platform did not say, and everything that it did.
 */
import type {Call, Inbound, StoreEvent} from '../../../src/store/types.js';
import type {Tab, VirtualBrowser} from '../../support/virtual.js';
import {type CallTruth, InboundPlatform} from './inbound-platform.js';
import type {InboundWorld} from './inbound-walk-steps.js';
import {ToldSteps} from './told-steps.js';

/** Notifications are late, a call that seems to be over may go on, and tabs settle. */
const LATE_MS = 8_000;
/** A tab that begins to watch takes the connection over, for which it needs a ticket. */
const TAKE_OVER_MS = 20_000;
/** For a request that was refused or lost. */
const TROUBLE_MS = 100_000;
/** By then the session of a call of the page has been told of. */
const PLACED_WITHIN_MS = 6_000;
/** A phone that rings for so long without a connection is given up. */
const UNHEARD_MS = 55_000;
const SHOWN_AFTER_DISMISSAL_MS = 1_000;

const RANKS = {ringing: 0, answered: 1, ended: 2, missed: 2} as const;
const rankOf = ({phase}: Inbound): number => RANKS[phase];

/** Its session may not have been told of yet. */
const isBeingPlaced = ({id, phase, startedAt}: Call, now: number): boolean =>
  phase === 'placing' || (!id && phase !== 'failed') || now - startedAt < PLACED_WITHIN_MS;

interface FollowedTab {
  readonly tab: Tab;
  /** Epoch ms; null while its page does not watch. */
  watchedSince: number | null;
  /** The furthest phase of each call, by key: in events, and in the list. */
  readonly toldRanks: Map<string, number>;
  readonly shownRanks: Map<string, number>;
  stopWatching(): void;
}

export class InboundWitness {
  readonly violations = new Set<string>();
  readonly platform: InboundPlatform;
  readonly #browser: VirtualBrowser;
  readonly #world: InboundWorld;
  readonly #tabs = new Map<Tab, FollowedTab>();
  readonly #toldSteps = new ToldSteps();
  readonly #dismissedAt = new Map<string, number>();
  #socketSince: number | null = null;
  #ticketCount = 0;
  #troubledAt = -Infinity;
  #placingAt = -Infinity;
  #crowdedAt = -Infinity;
  /** Something that is remembered for the session was refused. */
  isForbidden = false;

  constructor(browser: VirtualBrowser, world: InboundWorld) {
    this.#browser = browser;
    this.#world = world;
    this.platform = new InboundPlatform(browser);
  }

  /** Sessions tell more than presence. */
  get isTold(): boolean {
    const {scopes, options} = this.#world;
    const {refusedFilters} = options as {refusedFilters: string[]};
    return scopes.includes('CallControl') && refusedFilters.length === 0;
  }

  get isPushPossible(): boolean {
    const {scopes} = this.#world;
    return scopes.includes('WebSocket') && (scopes.includes('ReadPresence') || this.isTold);
  }

  follow(tab: Tab): void {
    const toldRanks = new Map<string, number>();
    this.#tabs.set(tab, {
      tab, toldRanks, shownRanks: new Map(), watchedSince: null, stopWatching: () => undefined,
    });
    tab.store.on((event) => {
      if (tab.alive && event.type === 'inbound-change') this.#judgeEvent(event, toldRanks);
    });
  }

  watch(tab: Tab): void {
    const followed = this.#tabs.get(tab)!;
    if (followed.watchedSince !== null) return;
    followed.watchedSince = this.#browser.now;
    followed.stopWatching = tab.store.inbound.subscribe((list) => {
      if (tab.alive) this.#judgeList(list, followed.shownRanks);
    });
  }

  unwatch(tab: Tab): void {
    const followed = this.#tabs.get(tab)!;
    followed.stopWatching();
    followed.watchedSince = null;
    this.noteDeath();
  }

  /** A tab is not as it was, so that what it was told before does not count. */
  noteDeath(): void {
    this.#toldSteps.noteDeath(this.#browser.now);
  }

  forget(tab: Tab): void {
    this.#tabs.delete(tab);
    this.noteDeath();
  }

  /** All tabs sign out, and know nothing any more. */
  noteSignOut(): void {
    this.noteDeath();
    this.checkPrimaries();
    this.#toldSteps.clear();
    this.#dismissedAt.clear();
    for (const {toldRanks, shownRanks} of this.#tabs.values()) {
      toldRanks.clear();
      shownRanks.clear();
    }
  }

  noteSignIn(): void {
    for (const followed of this.#tabs.values()) {
      if (followed.watchedSince !== null) followed.watchedSince = this.#browser.now;
    }
  }

  noteDismissal(key: string): void {
    this.#dismissedAt.set(key, this.#browser.now);
  }

  noteTrouble(): void {
    this.#troubledAt = this.#browser.now;
  }

  watchingTabs(): Tab[] {
    return [...this.#tabs.values()].filter(({watchedSince}) => watchedSince !== null).map(({tab}) => tab);
  }

  isWatching(tab: Tab): boolean {
    return this.#tabs.get(tab)?.watchedSince != null;
  }

  #fail(violation: string): void {
    const {now} = this.#browser;
    this.violations.add(`${violation} (${Math.round((now - Date.UTC(2026, 0, 5, 9)) / 100) / 10} s)`);
  }

  #judgeEvent(
    {inbound, primary}: Extract<StoreEvent, {type: 'inbound-change'}>, ranks: Map<string, number>,
  ): void {
    const {key} = inbound;
    const rank = rankOf(inbound);
    if (rank <= (ranks.get(key) ?? -1)) this.#fail(`told ${inbound.phase} after rank ${ranks.get(key)}`);
    ranks.set(key, rank);
    this.#judgeTruth(inbound);
    const primaryCount = this.#toldSteps.note(`${key} ${rank}`, primary, this.#browser.now);
    if (primaryCount > 1 && this.#world.tabs !== 'memory') this.#fail(`${inbound.phase}: primary twice`);
  }

  #judgeList(list: readonly Inbound[], ranks: Map<string, number>): void {
    const {now} = this.#browser;
    const keys = list.map(({key}) => key);
    if (new Set(keys).size < keys.length) this.#fail('a key twice in one list');
    for (const inbound of list) {
      const rank = rankOf(inbound);
      if (rank < (ranks.get(inbound.key) ?? 0)) this.#fail(`shown as ${inbound.phase} after rank ${ranks.get(inbound.key)}`);
      ranks.set(inbound.key, rank);
      this.#judgeTruth(inbound);
      const dismissedAt = this.#dismissedAt.get(inbound.key) ?? Infinity;
      if (now - dismissedAt > SHOWN_AFTER_DISMISSAL_MS && this.#world.tabs === 'shared') this.#fail('shown although dismissed');
    }
  }

  /** Nothing is said that the platform did not say. */
  #judgeTruth(inbound: Inbound): void {
    const {phase, elsewhere, key} = inbound;
    const truth = this.platform.truthOfKey(key);
    // Presence may list the user's own leg, and not the session that it belongs to.
    if (!truth && this.#crowdedAt > 0) return;
    if (!truth) return this.#fail(`shown as ${phase}, but nobody calls: ${JSON.stringify(inbound)}`);
    const {from} = truth.fact;
    const isMoved = truth.fact.steps.some(({kind}) => kind === 'transfer');
    if (!isMoved && inbound.from && inbound.from !== from.phoneNumber) this.#fail(`from ${inbound.from}`);
    if (phase === 'answered' && !truth.wasAnswered) this.#fail('answered, although the user’s phone was not');
    if (inbound.answeredAt && !truth.wasAnswered) this.#fail('has an answer that never was');
    if (phase === 'missed' && !(truth.isMissed && this.isTold)) this.#fail('missed, which the platform did not say');
    const isHeard = this.#isSocketOld(LATE_MS) && this.#world.tabs === 'shared';
    if (phase === 'ended' && truth.state !== 'over' && isHeard) this.#fail('ended, although it goes on');
    if (elsewhere && !truth.isTakenElsewhere) this.#fail('elsewhere, although nobody took it');
  }

  #isSocketOld(ms: number): boolean {
    return this.#socketSince !== null && this.#browser.now - this.#socketSince > ms;
  }

  /** Compares all tabs with the platform. */
  checkNow(): void {
    this.#noteState();
    for (const {tab} of this.#tabs.values()) this.#checkQuiet(tab);
    if (!this.isPushPossible || this.isForbidden || this.#world.tabs !== 'shared') return;
    for (const truth of this.platform.truths()) {
      for (const followed of this.#tabs.values()) this.#checkShown(truth, followed);
    }
  }

  #noteState(): void {
    const {now, faults, simulator, tabs} = this.#browser;
    if (faults.length > 0 || simulator.faults.length > 0) this.noteTrouble();
    if (tabs.some(({store}) => store.calls.get().some((call) => isBeingPlaced(call, now)))) this.#placingAt = now;
    if (this.platform.isCrowded) this.#crowdedAt = now;
    const sockets = simulator.gateway.sockets()
      .filter(({extensionId, filters}) => extensionId === this.platform.user && filters.length > 0);
    const ticketCount = this.#browser.requests('POST', '/wstoken').length;
    const isSame = sockets.length > 0 && ticketCount === this.#ticketCount;
    this.#ticketCount = ticketCount;
    if (!isSame) this.#socketSince = sockets.length > 0 ? now : null;
    const openCount = simulator.gateway.sockets().length;
    if (openCount > 1 && this.#world.tabs !== 'no-locks') this.#fail(`${openCount} sockets`);
  }

  /** Where nobody watches, nothing is shown. */
  #checkQuiet(tab: Tab): void {
    if (!this.isWatching(tab) && tab.store.inbound.get().length > 0) this.#fail('a list in a tab that does not watch');
  }

  #checkShown(truth: CallTruth, {tab, watchedSince}: FollowedTab): void {
    const {now} = this.#browser;
    const isReady = watchedSince !== null && tab.store.session.get().state === 'ready';
    if (!isReady || this.#socketSince === null || this.#crowdedAt > 0) return;
    const since = this.#settledSince(truth, watchedSince);
    if (now < since || this.#dismissedAt.has(truth.fact.id)) return;
    const inbound = tab.store.inbound.get().find(({key}) => key === truth.fact.id);
    if (truth.state !== 'over') {
      const isShown = inbound?.phase === truth.state
        || (truth.isRingingAgain && inbound?.phase === 'ringing')
        || (this.#socketSince - truth.changedAt > UNHEARD_MS && inbound?.phase === 'ended');
      if (!isShown) this.#fail(`${truth.state} for ${now - truth.changedAt} ms, but shown as ${inbound?.phase}`);
    } else if (inbound && rankOf(inbound) < 2) {
      this.#fail(`over for ${now - truth.changedAt} ms, but shown as ${inbound.phase}`);
    }
    if (inbound && truth.state === 'over') this.#judgeEnd(inbound, truth);
  }

  /** From when on a document has to agree with the platform, in epoch ms. */
  #settledSince({fact, changedAt}: CallTruth, watchedSince: number): number {
    const socketSince = this.#socketSince!;
    const wasToldLive = changedAt > socketSince + 100 && fact.startedAt > socketSince + 100;
    // What happened meanwhile is asked for, and a request may fail.
    const askedAt = Math.max(socketSince, watchedSince) + TAKE_OVER_MS;
    if (!wasToldLive && !this.#world.scopes.includes('ReadPresence')) return Infinity;
    const isTroubled = askedAt - this.#troubledAt < TROUBLE_MS;
    return Math.max(
      changedAt + LATE_MS,
      this.#placingAt + LATE_MS,
      watchedSince + TAKE_OVER_MS,
      wasToldLive ? 0 : askedAt + (isTroubled ? TROUBLE_MS : 0),
    );
  }

  /** How it ended is told where sessions tell of it, all the time from the ring on. */
  #judgeEnd({phase, answeredAt, elsewhere}: Inbound, truth: CallTruth): void {
    const wasSeen = this.#socketSince! + 100 < truth.fact.startedAt;
    if (!this.isTold || !wasSeen) return;
    const isMissed = truth.isMissed && !truth.wasAnswered;
    if (isMissed !== (phase === 'missed')) this.#fail(`${phase}, but missed: ${isMissed}`);
    const isElsewhere = truth.isTakenElsewhere && !truth.wasAnswered;
    if (isElsewhere !== (elsewhere === true)) this.#fail(`elsewhere: ${elsewhere}, but taken: ${isElsewhere}`);
    if (truth.wasAnswered && truth.changedAt - truth.fact.startedAt > LATE_MS && !answeredAt) this.#fail('an answer that is not told');
  }

  /** Each step that a document was told of was told to one as the primary one. */
  checkPrimaries(): void {
    if (this.#world.tabs === 'memory') return;
    for (const name of this.#toldSteps.withoutPrimary()) this.#fail(`${name}: primary in no document`);
  }
}

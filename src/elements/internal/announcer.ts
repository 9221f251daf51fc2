/**
 * Announces calls to screen readers: each transition once, politely, however many elements show the
 * call. A status panel announces where there is one that can be heard, else a region of the page.
 */
import type {Call, Store} from '../../store/types.js';
import {announcementFor, legAnnouncement, soundAnnouncement} from './call-announcement.js';
import {isFinal, staleKeyOf, type StaleKey} from './call-sentences.js';
import {hasPageLiveRegion, pageLiveRegion} from './page-live-region.js';
import {canBeHeard, topmostModal} from './perception.js';

/** A place for sentences that a screen reader announces. */
export interface LiveRegion {
  /** Tells whether the region can be heard; null while it is not rendered. */
  readonly element: Element | null;
  /** BCP 47 tag of the words to announce in. */
  readonly voice: string;
  /** Replaces what the region says; empty for silence. */
  announce(sentence: string): void;
  /** Whether it shows the call, and the user can see it now. */
  shows?(call: Call): boolean;
}

interface Announcement {
  readonly store: Store;
  readonly region: LiveRegion;
  readonly sentence: string;
}

/**
 * How long a region is empty before it speaks. Screen readers announce only what changes in a
 * region that they have met before; and the same sentence again is no change.
 */
const SILENCE_MS = 100;

const liveRegions = new WeakMap<Store, Set<LiveRegion>>();

/** Announcements that wait, by call: only its newest is of use; or by sentence. */
const waiting = new Map<string, Announcement>();
let timer: ReturnType<typeof setTimeout> | undefined;

function liveRegionsOf(store: Store): Set<LiveRegion> {
  const existing = liveRegions.get(store);
  if (existing) return existing;
  const regions = new Set<LiveRegion>();
  liveRegions.set(store, regions);
  store.on(({type, call}) => {
    if (type === 'call-change') announceChange(store, call);
  });
  announceTroubles(store);
  announceFacts(store);
  announceSoundTroubles(store);
  return regions;
}

/** Announces what no phase tells: another tab may have noticed it, too. */
function announceTroubles(store: Store): void {
  const troubles = new Map<string, string | undefined>();
  for (const call of store.calls.get()) troubles.set(call.key, staleKeyOf(call, undefined));
  const announceNews = (): void => {
    const {state} = store.session.get();
    for (const call of store.calls.get()) {
      const {key, cancelFailed} = call;
      if (state === 'restoring' && !cancelFailed) continue;
      const staleKey = staleKeyOf(call, state);
      const trouble = cancelFailed ? 'cancel-failed' : staleKey;
      // A page that has just been loaded asks for its calls in a moment.
      const isNews = trouble !== troubles.get(key) && (cancelFailed || troubles.has(key));
      troubles.set(key, trouble);
      if (isNews && trouble) announceChange(store, call, staleKey);
    }
  };
  store.calls.listen(announceNews);
  store.session.listen(announceNews);
}

/** Announces changes within a phase, each once: held, muted, or answered by a mailbox. */
function announceFacts(store: Store): void {
  const told = new Map(store.calls.get().map((call) => [call.key, factsOf(call)]));
  store.calls.listen((calls) => {
    for (const call of calls) {
      const facts = factsOf(call);
      const before = told.get(call.key);
      told.set(call.key, facts);
      if (isFinal(call.phase) || !before) continue;
      if (facts.voicemail && !before.voicemail) announceChange(store, call);
      if (facts.leg === before.leg) continue;
      const {voice} = liveRegionOf(store);
      announceSentence(store, legAnnouncement(call, voice), `leg ${call.key}`);
    }
  });
}

/** Announces what disturbs the sound that this tab carries, which the user may not notice. */
function announceSoundTroubles(store: Store): void {
  let told = '';
  store.browserPhone.listen((phone) => {
    const region = liveRegionOf(store);
    const trouble = phone && store.soundLevels() ? soundAnnouncement(phone, region.voice) : '';
    if (trouble === told) return;
    told = trouble;
    if (trouble) announceSentence(store, trouble);
    else region.announce('');
  });
}

function factsOf(
  {phase, held = false, muted = false, voicemail}: Call,
): {readonly leg: string; readonly voicemail: boolean} {
  return {leg: `${held} ${muted}`, voicemail: phase === 'connected' && voicemail === true};
}

function announceChange(store: Store, call: Call, staleKey?: StaleKey): void {
  const {voice} = liveRegionOf(store);
  // Announce also that a call rings, if at once it cannot be checked any more.
  const key = staleKey ? `stale ${call.key}` : call.key;
  announceSentence(store, announcementFor(call, voice, staleKey), key);
}

/** Announces a sentence that is no transition of a call, such as why a call was refused. */
export function announceSentence(store: Store, sentence: string, key = sentence): void {
  const region = liveRegionOf(store);
  region.announce('');
  waiting.delete(key);
  waiting.set(key, {store, region, sentence});
  clearTimeout(timer);
  timer = setTimeout(announceWaiting, SILENCE_MS);
}

function announceWaiting(): void {
  const announcements = [...waiting];
  waiting.clear();
  const texts = new Map<LiveRegion, string>();
  for (const [key, {store, region, sentence}] of announcements) {
    if (liveRegionOf(store) === region) {
      const text = texts.has(region) ? `${texts.get(region)} ${sentence}` : sentence;
      texts.set(region, text);
      region.announce(text);
    } else {
      // The region can no longer be heard, or a better one has come.
      announceSentence(store, sentence, key);
    }
  }
}

function liveRegionOf(store: Store): LiveRegion {
  for (const region of liveRegionsOf(store)) if (canBeHeard(region.element)) return region;
  return pageLiveRegion();
}

/** BCP 47 tag of the words in which the account's sentences are announced. */
export const announcementVoice = (store: Store): string => liveRegionOf(store).voice;

/** Announces the account's calls from now on. */
export function announceCalls(store: Store): void {
  const needsPageRegion = liveRegionsOf(store).size === 0 && !hasPageLiveRegion();
  // A modal dialog of the page gets a region only while there is something to say in it.
  if (needsPageRegion && !topmostModal()) pageLiveRegion();
}

/** The live region announces the account's calls from now on; returns the unregister. */
export function registerLiveRegion(store: Store, liveRegion: LiveRegion): () => void {
  const regions = liveRegionsOf(store);
  regions.add(liveRegion);
  return () => regions.delete(liveRegion);
}

/** Whether the user can see now how the call goes on, apart from its button. */
export function isCallShown(store: Store, call: Call): boolean {
  return [...liveRegionsOf(store)].some((region) => region.shows?.(call));
}

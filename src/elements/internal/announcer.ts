/**
 * Announces calls to screen readers: each transition once, politely, however many elements show the
 * call. A status panel announces where there is one, else a live region at the end of the page.
 */
import {announcementFor} from './call-announcement.js';
import {callStatusWords} from '../../i18n/en/call-status.js';
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/translator.js';
import {formatNumber} from './number-format.js';
import type {Call, Store} from '../../store/types.js';

/** A place for sentences that a screen reader announces. */
export interface LiveRegion {
  readonly isConnected: boolean;
  /** BCP 47 tag of the words to announce in. */
  readonly voice: string;
  announce(sentence: string): void;
  /** The region shows the account's calls, and the user can see it now. */
  readonly isShown: boolean;
}

interface Announcer {
  readonly liveRegions: Set<LiveRegion>;
  /** Calls as they were last announced. */
  callsByKey: ReadonlyMap<string, Call>;
}

const announcers = new WeakMap<Store, Announcer>();

function announcerOf(store: Store): Announcer {
  const existing = announcers.get(store);
  if (existing) return existing;
  const announcer: Announcer = {liveRegions: new Set(), callsByKey: byKey(store.calls.get())};
  announcers.set(store, announcer);
  store.on((event) => {
    if (event.type === 'call-change') announceChange(announcer, event.call);
  });
  // Calls that the store restores after a reload come by the list alone, and are no news.
  store.calls.listen((calls) => {
    const {callsByKey} = announcer;
    announcer.callsByKey = byKey(calls.map((call) => callsByKey.get(call.key) ?? call));
  });
  return announcer;
}

function announceChange(announcer: Announcer, call: Call): void {
  const previous = announcer.callsByKey.get(call.key);
  announcer.callsByKey = new Map(announcer.callsByKey).set(call.key, call);
  const liveRegion = liveRegionOf(announcer);
  liveRegion.announce(announcementFor({
    previous,
    call: {...call, to: formatNumber(call.to)},
    statusTranslator: createTranslator(callStatusWords, liveRegion.voice),
    callTranslator: createTranslator(callWords, liveRegion.voice),
    now: Date.now(),
  }));
}

function byKey(calls: readonly Call[]): ReadonlyMap<string, Call> {
  return new Map(calls.map((call) => [call.key, call]));
}

function liveRegionOf({liveRegions}: Announcer): LiveRegion {
  for (const liveRegion of liveRegions) if (liveRegion.isConnected) return liveRegion;
  return pageLiveRegion();
}

/**
 * Announces the account's calls from now on. Screen readers announce only what changes in a live
 * region that was there, empty, before.
 */
export function announceCalls(store: Store): void {
  if (announcerOf(store).liveRegions.size === 0) pageLiveRegion();
}

/** The live region announces the account's calls from now on; returns the unregister. */
export function registerLiveRegion(store: Store, liveRegion: LiveRegion): () => void {
  const {liveRegions} = announcerOf(store);
  liveRegions.add(liveRegion);
  return () => liveRegions.delete(liveRegion);
}

/** Announces a sentence that is no transition of a call, such as why a call was refused. */
export function announceSentence(store: Store, sentence: string): void {
  liveRegionOf(announcerOf(store)).announce(sentence);
}

/** Whether the user can see a panel with the account's calls now. */
export function isStatusPanelShown(store: Store): boolean {
  const liveRegions = [...announcers.get(store)?.liveRegions ?? []];
  return liveRegions.some((region) => region.isConnected && region.isShown);
}

/** Hides the page's live region from the eye, not from screen readers. */
const VISUALLY_HIDDEN: Readonly<Record<string, string>> = {
  'position': 'absolute',
  'inline-size': '1px',
  'block-size': '1px',
  'overflow': 'hidden',
  'clip-path': 'inset(50%)',
  'white-space': 'nowrap',
};

let pageRegion: HTMLElement | undefined;

function pageLiveRegion(): LiveRegion {
  const region = pageRegion?.isConnected ? pageRegion : appendPageRegion();
  return {
    isConnected: true,
    isShown: false,
    voice: document.documentElement.lang,
    announce(sentence) {
      if (sentence) region.textContent = sentence;
    },
  };
}

function appendPageRegion(): HTMLElement {
  const host = document.createElement('div');
  // A strict policy forbids `style="…"`, not the style object; the page's own resets do not win.
  for (const [property, value] of Object.entries(VISUALLY_HIDDEN)) {
    host.style.setProperty(property, value, 'important');
  }
  pageRegion = document.createElement('span');
  pageRegion.setAttribute('role', 'status');
  host.attachShadow({mode: 'open'}).append(pageRegion);
  document.body.append(host);
  return pageRegion;
}

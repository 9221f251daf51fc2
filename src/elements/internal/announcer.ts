/**
 * One voice an account: each transition of a call is said once, politely, whatever elements show it. A status panel
 * speaks where there is one; otherwise a region of ours at the end of the page does.
 */
import {announcementFor} from './call-announcement.js';
import {callStatusWords} from '../../i18n/en/call-status.js';
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/locale.js';
import {formatNumber} from './number-format.js';
import type {Call, Store} from '../../store/types.js';

/** Where a sentence can be put to be heard. */
export interface LiveRegion {
  readonly isConnected: boolean;
  /** BCP 47 tag of the words it speaks. */
  readonly voice: string;
  announce(sentence: string): void;
  /** It shows the account's calls, where the person can see it now. */
  readonly isShown: boolean;
}

interface Announcer {
  readonly speakers: Set<LiveRegion>;
  phases: ReadonlyMap<string, Call>;
}

const announcers = new WeakMap<Store, Announcer>();

function announcerOf(store: Store): Announcer {
  let announcer = announcers.get(store);
  if (announcer) return announcer;
  const made: Announcer = announcer = {speakers: new Set(), phases: byKey(store.calls.get())};
  announcers.set(store, made);
  store.on((event) => {
    if (event.type !== 'call-change') return;
    const {call} = event;
    const before = made.phases.get(call.key);
    made.phases = new Map(made.phases).set(call.key, call);
    const speaker = speakerOf(made);
    speaker.announce(announcementFor(
      before, {...call, to: formatNumber(call.to)},
      createTranslator(callStatusWords, speaker.voice), createTranslator(callWords, speaker.voice), Date.now(),
    ));
  });
  // Calls taken up again after a reload are known from the list, and not news.
  store.calls.listen((calls) => {
    const known = made.phases;
    made.phases = new Map(calls.map((call) => [call.key, known.get(call.key) ?? call]));
  });
  return made;
}

function byKey(calls: readonly Call[]): ReadonlyMap<string, Call> {
  return new Map(calls.map((call) => [call.key, call]));
}

function speakerOf({speakers}: Announcer): LiveRegion {
  for (const speaker of speakers) if (speaker.isConnected) return speaker;
  return pageSpeaker();
}

/** Makes sure that the account's calls are announced. A live region has to be there, empty, before it speaks. */
export function announceCalls(store: Store): void {
  if (announcerOf(store).speakers.size === 0) pageSpeaker();
}

/** The element speaks for the account from now on; returns the end of it. */
export function registerLiveRegion(store: Store, speaker: LiveRegion): () => void {
  const {speakers} = announcerOf(store);
  speakers.add(speaker);
  return () => speakers.delete(speaker);
}

/** Says one sentence about the account that is no transition of a call, such as why one was refused. */
export function announceSentence(store: Store, sentence: string): void {
  speakerOf(announcerOf(store)).announce(sentence);
}

/** The account's calls are shown in a panel that can be seen now. */
export function isStatusPanelShown(store: Store): boolean {
  return [...announcers.get(store)?.speakers ?? []].some((speaker) => speaker.isConnected && speaker.isShown);
}

let region: HTMLElement | undefined;

function pageSpeaker(): LiveRegion {
  if (!region?.isConnected) {
    const host = document.createElement('div');
    // Through the style object: allowed under a strict policy, and safe from the page's resets.
    for (const [property, value] of [
      ['position', 'absolute'], ['inline-size', '1px'], ['block-size', '1px'], ['overflow', 'hidden'],
      ['clip-path', 'inset(50%)'], ['white-space', 'nowrap'],
    ] as const) host.style.setProperty(property, value, 'important');
    region = document.createElement('span');
    region.setAttribute('role', 'status');
    host.attachShadow({mode: 'open'}).append(region);
    document.body.append(host);
  }
  const place = region;
  return {
    isConnected: true,
    isShown: false,
    voice: document.documentElement.lang,
    announce: (sentence) => {
      if (sentence) place.textContent = sentence;
    },
  };
}

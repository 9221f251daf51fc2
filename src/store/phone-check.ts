/**
 * Which of the user's phones are online: asked when the user turns to them, and shown for five
 * minutes. One answer serves all tabs and reloads. Loads with the first question.
 */
import type {Api, FailedResult} from '../ringcentral/api.js';
import type {ExtensionAddress} from '../ringcentral/api-path.js';
import {readPhoneStates} from '../ringcentral/devices.js';
import {asRecord, asTime, asTrue, parseJson, withoutUndefined} from '../ringcentral/json.js';
import type {RateLimits} from '../ringcentral/limits.js';
import {ownValue} from '../ringcentral/own-value.js';
import {freeze} from './context.js';
import type {ExtensionContext} from './extension-context.js';
import {claimOnce, runLocked, STORAGE_DELAY_MS} from './run-locked.js';
import type {NumberOption} from './types.js';

/** How long an answer counts as a fact, and the least time between two questions. */
const MAX_AGE_MS = 5 * 60_000;

/** A refusal counts as long as this, since a session can last months. */
const DENIAL_MS = 24 * 60 * 60_000;

interface StoredCheck {
  /** Epoch ms of the question. */
  readonly at: number;
  /** The answer, by the ids of the devices. Absent until it has come, and where none came. */
  readonly online?: Readonly<Record<string, boolean>> | undefined;
  /** The user or the app may not read the devices. */
  readonly isDenied?: true | undefined;
}

interface PhoneCheckOptions extends ExtensionContext {
  readonly api: Api;
  readonly extension: ExtensionAddress;
  readonly limits: RateLimits;
}

export class PhoneCheck {
  readonly #options: PhoneCheckOptions;
  readonly #storageKey: string;
  #known: StoredCheck | null = null;
  #isChecking = false;
  #isStopped = false;
  #timer: unknown;

  constructor(options: PhoneCheckOptions) {
    this.#options = options;
    // Below the name of the lists, with which it is erased.
    this.#storageKey = `${options.keyPrefix}/numbers/devices`;
  }

  /** The options with what is known of their phones now; an option that stays is the same object. */
  mark(options: readonly NumberOption[]): readonly NumberOption[] {
    const online = this.#isCurrent(this.#known) ? this.#known.online ?? {} : {};
    return options.map((option) => {
      const isOnline = ownValue(online, option.deviceId ?? '');
      if (isOnline === option.online) return option;
      return freeze(withoutUndefined({...option, online: isOnline}));
    });
  }

  /** Asks, unless an answer is known or a tab has asked a short while ago. */
  async check(): Promise<void> {
    if (this.#isChecking || this.#isCurrent(this.#known)) return;
    this.#isChecking = true;
    try {
      const question = await this.#takeQuestion();
      if (question && !this.#isStopped) await this.#ask(question);
    } finally {
      this.#isChecking = false;
    }
  }

  /** The session is over: an answer that is still on its way counts no more. */
  stop(): void {
    this.#isStopped = true;
    this.#use(null);
  }

  /** Null = nothing is to be asked: another tab has done so, or it is not the moment. */
  async #takeQuestion(): Promise<StoredCheck | null> {
    const {context: {environment}, storage} = this.#options;
    let question: StoredCheck | null = null;
    await runLocked(environment, this.#storageKey, async () => {
      if (this.#isStopped) return;
      const stored = readStoredCheck(storage.get(this.#storageKey));
      const isAsked = this.#isCurrent(stored);
      if (isAsked && (stored.online || stored.isDenied)) this.#use(stored);
      if (isAsked || !this.#mayAsk) return;
      const mayAsk = await claimOnce(environment, `${this.#storageKey}/asked`);
      if (this.#isStopped) return;
      if (!mayAsk) return this.#checkLater();
      // Before the answer: no tab asks again where none comes.
      this.#store(question = {at: environment.now()});
    });
    return question;
  }

  async #ask({at}: StoredCheck): Promise<void> {
    const states = await readPhoneStates(this.#options.api, this.#options.extension);
    if (this.#isStopped) return;
    const isAnswer = !('kind' in states);
    if (!isAnswer && !isDenial(states)) return;
    const answer: StoredCheck = isAnswer
      ? {at, online: Object.fromEntries(states)}
      : {at, isDenied: true};
    this.#store(answer);
    this.#use(answer);
  }

  /** Another tab asks at this moment: its answer may be readable then. */
  #checkLater(): void {
    const {environment} = this.#options.context;
    this.#timer = environment.setTimeout(() => void this.check(), STORAGE_DELAY_MS);
  }

  /** Placing a call comes first, in whichever tab. */
  get #mayAsk(): boolean {
    const {context: {session, calls, environment}, limits} = this.#options;
    const isPlacing = calls.get().some(({phase}) => phase === 'placing');
    const isFree = !isPlacing && environment.online() && !limits.until('light');
    return session.get().state === 'ready' && isFree;
  }

  #isCurrent(check: StoredCheck | null): check is StoredCheck {
    if (!check) return false;
    const age = this.#options.context.environment.now() - check.at;
    return age >= 0 && age < (check.isDenied ? DENIAL_MS : MAX_AGE_MS);
  }

  #store(check: StoredCheck): void {
    this.#options.storage.set(this.#storageKey, JSON.stringify(check));
  }

  /** Shows what is known, until it is too old. */
  #use(known: StoredCheck | null): void {
    const {environment} = this.#options.context;
    this.#known = known;
    this.#show();
    environment.clearTimeout(this.#timer);
    if (!known?.online) return;
    const remainingMs = known.at + MAX_AGE_MS - environment.now();
    this.#timer = environment.setTimeout(() => this.#use(null), remainingMs);
  }

  #show(): void {
    const {fromNumbers} = this.#options.context;
    const list = fromNumbers.get();
    const options = this.mark(list.options);
    const isChanged = options.some((option, index) => option !== list.options[index]);
    if (isChanged) fromNumbers.set(freeze({...list, options: freeze(options)}));
  }
}

/** No scope, no permission, or a platform without the list. */
function isDenial(result: FailedResult): boolean {
  return result.kind === 'client-error' && (result.status === 403 || result.status === 404);
}

/** Null = not usable. */
export function readStoredCheck(text: string | null): StoredCheck | null {
  const {at, online, isDenied} = asRecord(parseJson(text));
  const askedAt = asTime(at);
  if (askedAt === undefined) return null;
  const states = Object.entries(asRecord(online))
    .filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean');
  return withoutUndefined({
    at: askedAt,
    online: online === undefined ? undefined : Object.fromEntries(states),
    isDenied: asTrue(isDenied),
  });
}

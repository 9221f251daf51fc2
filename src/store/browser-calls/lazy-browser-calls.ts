/** Calls in the browser: whether there can be any. The code for them loads once one is wanted. */
import {LazyPart} from '../../loading/lazy-part.js';
import {callError} from '../call-error.js';
import {loadForCall, unlessWithdrawn} from '../calls/call-checks.js';
import {hasCallsToFollow, isInBrowser} from '../calls/call-work.js';
import {freeze} from '../context.js';
import {throwNotLoaded} from '../not-loaded.js';
import {onPhoneProvided} from '../phone-port.js';
import type {ExtensionPush} from '../push/extension-push.js';
import type {ApiAccess} from '../session/api-connection.js';
import {StoredRefusal} from '../stored-refusal.js';
import type {BrowserPhone, Call, CallError, CallRequest, SoundLevels} from '../types.js';
import type {BrowserCalls, BrowserCallsOptions} from './browser-calls.js';
import type {LineAction} from './command-target.js';

type BrowserCallsModule = typeof import('./browser-calls.js');

export const browserCallsPart = new LazyPart<BrowserCallsModule>((_query) => import('./browser-calls.js'));

const IDLE_PHONE: BrowserPhone = freeze({
  state: 'idle', microphones: freeze([]), speakers: freeze([]),
});
/** The code of the phone may come a little later than the session. */
const MISSING_MS = 5_000;
let hasWarned = false;

interface LazyBrowserCallsOptions
  extends Omit<BrowserCallsOptions, 'access' | 'onRefused'> {
  readonly push: ExtensionPush;
}

export class LazyBrowserCalls {
  /** Resolves once it is known whether the code of the phone comes; undefined = it was there. */
  whenKnown: Promise<void> | undefined;
  readonly #options: LazyBrowserCallsOptions;
  /** The user or the app may not, as this or another page has learned. */
  readonly #refusal: StoredRefusal;
  #access: ApiAccess | null = null;
  #wants: () => boolean = () => false;
  #calls: BrowserCalls | null = null;
  #endWaiting = (): void => {};
  #isOver = false;
  readonly #unsubscribes: readonly (() => void)[];

  constructor(options: LazyBrowserCallsOptions) {
    const {work, push, storage, clientId, keyPrefix, context: {environment}} = options;
    this.#options = options;
    const refusalKey = `${keyPrefix}/phone-refused/${clientId}`;
    this.#refusal = new StoredRefusal(environment, storage, refusalKey);
    const update = () => this.update();
    this.#unsubscribes = [onPhoneProvided(update), work.context.choices.listen(update)];
    push.register({
      isNeeded: () => hasCallsToFollow(work, true),
      load: async () => {
        const {BrowserPush} = await browserCallsPart.loadNow();
        return (access) => new BrowserPush(work, access);
      },
    });
  }

  connect(access: ApiAccess | null): void {
    this.#refusal.followSession(this.#options.work.context.session.get().state);
    this.#access = access;
    if (access) this.#wants = access.connection.wantsBrowserCalls;
    this.update();
  }

  /** Call it when a call, the session or the page's options changed. */
  update(): void {
    if (this.#isOver) return;
    const {work, work: {context: {browserPhone, choices}}} = this.#options;
    if (!this.#isPossible) browserPhone.set(null);
    else if (!browserPhone.get()) browserPhone.set(IDLE_PHONE);
    const isNeeded = choices.get().from === 'browser' || hasCallsToFollow(work, true);
    if (isNeeded && !this.#calls) {
      void browserCallsPart.whenLoaded().then((part) => this.#start(part)?.update());
    }
    this.#calls?.update();
  }

  /** The phone, with its sound reserved for the requested call; or why there is none. */
  async reserve(callRequest: CallRequest): Promise<BrowserCalls | CallError> {
    const part = await unlessWithdrawn(callRequest, loadForCall(browserCallsPart));
    if ('code' in part) return part;
    const calls = this.#start(part);
    if (!calls) return callError('no-session');
    if (!await calls.reserve()) return callError('call-in-progress');
    if (!this.#isOver) return calls;
    calls.release();
    return callError('no-session');
  }

  /** Calls to the user are carried by browsers alone. */
  has(key: string): boolean {
    const {callRecords, context: {inbound}} = this.#options.work;
    const callRecord = callRecords.get(key);
    if (callRecord) return isInBrowser(callRecord.call);
    return inbound.get().some((call) => call.key === key);
  }

  /** Rejects with a `CallError`. `value`: whether it is to be on hold or muted; or digits. */
  async act(key: string, action: LineAction, value: boolean | string): Promise<void> {
    const part = await browserCallsPart.loadNow().catch(throwNotLoaded);
    await this.#start(part)?.act(key, action, value);
  }

  /** Where it cannot, an event says why. */
  async cancel(key: string): Promise<void> {
    await this.act(key, 'cancel', true).catch(() => undefined);
  }

  soundLevels(): SoundLevels | null {
    return this.#calls?.soundLevels() ?? null;
  }

  /** Takes a message of another tab. */
  adopt(message: unknown): void {
    this.#calls?.adopt(message);
  }

  /** Call it whenever a call has changed. */
  handleChange(call: Call): void {
    this.#calls?.handleChange(call);
  }

  handleWake(): void {
    this.#calls?.handleWake();
  }

  /**
   * Sign-out: ends the calls of this tab, since the next user must not go on talking. Resolves once
   * the other tabs have told how theirs ended.
   */
  async giveUp(): Promise<void> {
    this.#end();
    this.#options.work.context.browserPhone.set(null);
    await this.#calls?.giveUp();
  }

  dispose(): void {
    this.#end();
    this.#calls?.dispose();
  }

  #end(): void {
    this.#isOver = true;
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
    this.#endWaiting();
  }

  get #isPossible(): boolean {
    const {environment} = this.#options.work.context;
    const isWanted = this.#wants();
    if (environment.phone) this.#endWaiting();
    else if (isWanted) {
      this.whenKnown ??= new Promise((resolve) => {
        const timer = environment.setTimeout(() => {
          warnOnce();
          resolve();
        }, MISSING_MS);
        this.#endWaiting = () => {
          environment.clearTimeout(timer);
          resolve();
        };
      });
    }
    return Boolean(isWanted && environment.phone?.isPossible && !this.#refusal.isRefused);
  }

  #handleRefusal(): void {
    this.#refusal.note(this.#options.work.context.environment.now());
    this.update();
  }

  /** Null after the sign-out. */
  #start({BrowserCalls: Calls}: BrowserCallsModule): BrowserCalls | null {
    if (this.#isOver) return null;
    return this.#calls ??= new Calls({
      ...this.#options,
      access: () => this.#access,
      onRefused: () => this.#handleRefusal(),
    });
  }
}

function warnOnce(): void {
  if (hasWarned) return;
  hasWarned = true;
  console.warn('rc-click-to-call: browser-calls needs the module script, or an import of rc-click-to-call/browser-calls/define.js.');
}

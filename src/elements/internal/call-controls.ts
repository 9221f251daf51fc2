/** The buttons of a running call, and why RingCentral has not done what they ask for. */
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/translator.js';
import {callError, CallRejection} from '../../store/call-error.js';
import type {Call, CallAction, CallError, Store} from '../../store/types.js';
import {announceSentence} from './announcer.js';
import {CallActions, type PressAction} from './call-actions.js';
import {actionErrorSentence} from './call-sentences.js';
import {isCallOver, type ControlledCall} from './controlled-call.js';
import type {HeldButtons} from './held-buttons.js';

/** Opens and closes the keypads of calls. */
export interface KeypadSwitch {
  isOpen(call: ControlledCall): boolean;
  toggle(call: ControlledCall): void;
}

interface CallControlsOptions<AnyCall> {
  readonly store: () => Store | undefined;
  readonly buttons: HeldButtons;
  /** The actions that the page wants. */
  readonly wanted: () => readonly CallAction[];
  /** Absent where the page shows no keypad. */
  readonly keypad?: KeypadSwitch;
  /** The other party. */
  readonly nameOf: (call: AnyCall) => string;
  /** BCP 47 tag of the language of announcements. */
  readonly voice: () => string;
  /** The buttons, or what is said of them, may be different now. */
  readonly onChange: () => void;
}

interface NotDone {
  readonly error: CallError;
  readonly state: string;
}

export class CallControls<AnyCall extends ControlledCall = Call> {
  /** By the key of the call. */
  readonly #notDone = new Map<string, NotDone>();
  /** Holds and mutes of this page, as `key action`: the page can undo them. */
  readonly #doneHere = new Set<string>();
  readonly #actions: CallActions<AnyCall>;

  constructor(private readonly options: CallControlsOptions<AnyCall>) {
    this.#actions = new CallActions({
      onBusyChange: options.onChange,
      onNotDone: (call, error, store) =>
        this.#handleNotDone(call, error, store, options.nameOf(call)),
    });
  }

  /** The actions that the page wants and RingCentral lets us do, in the order of their buttons. */
  offeredFor({phase, can = []}: ControlledCall): readonly CallAction[] {
    if (isCallOver({phase})) return [];
    return this.options.wanted().filter((action) => can.includes(action));
  }

  get keypad(): KeypadSwitch | undefined {
    return this.options.keypad;
  }

  isBusy(call: ControlledCall, action: CallAction): boolean {
    return this.#actions.isBusy(call, action);
  }

  /** Why the last action on the call was not done. */
  errorOf(call: ControlledCall): CallError | undefined {
    const notDone = this.#notDone.get(call.key);
    return notDone?.state === this.#stateOf(call) ? notDone.error : undefined;
  }

  /** Whether all that the user's leg went through was set here. */
  isUndoneHere({key, held, muted}: ControlledCall): boolean {
    const isHere = (action: PressAction): boolean => this.#doneHere.has(`${key} ${action}`);
    return (!held || isHere('hold')) && (!muted || isHere('mute'));
  }

  /** The user has pressed a button. */
  async press(call: AnyCall, action: CallAction): Promise<void> {
    const store = this.options.store();
    if (!store || this.#isIgnored(call, action) || this.isBusy(call, action)) return;
    if (action === 'keypad') return this.keypad?.toggle(call);
    this.#notDone.delete(call.key);
    if (await this.#actions.act(store, call, action)) this.#remember(call, action);
    this.options.onChange();
  }

  /** The call was sent keys. `error`: why RingCentral has not taken them. */
  handleKeys(call: ControlledCall, error: unknown): void {
    this.#notDone.delete(call.key);
    const store = this.options.store();
    if (error === undefined || !store) return;
    this.#handleNotDone(call, CallRejection.is(error) ? error : callError('unknown'), store);
  }

  /** Forgets the calls that are gone. */
  follow(calls: readonly ControlledCall[]): void {
    const keys = new Set(calls.map(({key}) => key));
    for (const key of this.#notDone.keys()) if (!keys.has(key)) this.#notDone.delete(key);
    for (const done of this.#doneHere) {
      if (!keys.has(done.replace(/ .*/, ''))) this.#doneHere.delete(done);
    }
  }

  /** Presses that shall end the call are heard soon, however many there are. */
  #isIgnored(call: ControlledCall, action: CallAction): boolean {
    const {buttons} = this.options;
    return action === 'hang-up' ? buttons.areHeld(call, action) : buttons.ignoreClick(call, action);
  }

  #remember({key, held, muted}: ControlledCall, action: PressAction): void {
    const wasOn = action === 'hold' ? held : muted;
    if (wasOn) this.#doneHere.delete(`${key} ${action}`);
    else this.#doneHere.add(`${key} ${action}`);
  }

  /** Once it is another, the last error is of no interest. */
  #stateOf({phase, stale, held, muted}: ControlledCall): string {
    const phoneState = this.options.store()?.browserPhone.get()?.state;
    return `${phase} ${stale} ${held} ${muted} ${phoneState}`;
  }

  #handleNotDone(call: ControlledCall, error: CallError, store: Store, who = ''): void {
    this.#notDone.set(call.key, {error, state: this.#stateOf(call)});
    const t = createTranslator(callWords, this.options.voice());
    announceSentence(store, actionErrorSentence(error, who, t));
  }
}

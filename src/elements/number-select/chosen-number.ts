/** The value of a number select, kept equal to the account's choice. */
import {readE164} from '../../phone/dialable-number.js';
import {THIS_BROWSER} from '../internal/this-browser.js';
import type {AccountNumbers} from './account-numbers.js';
import {reconcile, type ReconcileFacts, type SelectValue} from './reconcile.js';

interface ChosenNumberOptions {
  readonly account: () => AccountNumbers;
  /** The default that the page has written. */
  readonly defaultValue: () => string;
  /** Makes a number the account's choice. */
  readonly choose: (number: string) => void;
  readonly onChange: () => void;
}

export class ChosenNumber {
  #current: SelectValue = {value: '', pendingOrigin: null};
  /** The page or the user set the value, so that a new default leaves it alone. */
  #isDirty = false;

  constructor(private readonly options: ChosenNumberOptions) {}

  /** E.164 or `browser`; empty = RingCentral's default. */
  get value(): string {
    return this.#current.value;
  }

  /** Takes over what the page sets; text that is no number becomes empty. */
  set value(text: unknown) {
    const number = this.#read(text);
    if (number !== this.value) this.commit(number);
    this.#isDirty = true;
  }

  /** Takes over a number that the user has chosen. */
  commit(value: string): void {
    this.#isDirty = true;
    this.#reconcile({value, pendingOrigin: 'set'});
  }

  /** The form was reset. */
  reset(): void {
    const {session, defaultNumber} = this.#facts;
    this.#isDirty = false;
    if (defaultNumber === this.value) return;
    const pendingOrigin = session === 'ready' ? 'set' : 'default';
    this.#reconcile({value: defaultNumber, pendingOrigin});
  }

  /** The page has written another default. */
  followDefault(): void {
    if (this.#isDirty) return;
    this.#reconcile({value: this.#facts.defaultNumber, pendingOrigin: 'default'});
  }

  /** Session or choice of the account may have changed. */
  reconcile(): void {
    this.#reconcile(this.#current);
  }

  get #facts(): ReconcileFacts {
    const {account, defaultValue} = this.options;
    return {...account(), defaultNumber: this.#read(defaultValue())};
  }

  /** Frameworks also pass values that are no text. */
  #read(text: unknown): string {
    if (typeof text !== 'string') return '';
    const isBrowser = text === THIS_BROWSER && this.options.account().kind !== 'caller-id';
    return isBrowser ? text : readE164(text)?.e164 ?? '';
  }

  #reconcile(proposed: SelectValue): void {
    const facts = this.#facts;
    const valueBefore = this.value;
    const {value, pendingOrigin, choice} = reconcile(proposed, facts);
    this.#current = {value, pendingOrigin};
    if (value !== valueBefore) this.options.onChange();
    if (choice !== facts.choice) this.options.choose(choice);
  }
}

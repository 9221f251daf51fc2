/** The value of a number select, kept equal to the account's choice. */
import {readE164} from '../../phone/dialable-number.js';
import type {AccountNumbers} from './account-numbers.js';
import {
  reconcile, type ReconcileFacts, type SelectValue, type ValueOrigin,
} from './reconcile.js';

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

  /** E.164; empty = RingCentral's default. */
  get value(): string {
    return this.#current.value;
  }

  /** Takes over what the page sets; text that is no number becomes empty. */
  set value(text: unknown) {
    const number = toE164OrEmpty(text);
    if (number !== this.value) this.commit(number);
    this.#isDirty = true;
  }

  /** Takes over a number that the user has chosen. */
  commit(value: string): void {
    this.#isDirty = true;
    this.#commit(value, 'set');
  }

  /** The form was reset. */
  reset(): void {
    const {session, defaultNumber} = this.#facts;
    this.#isDirty = false;
    const origin = session === 'ready' ? 'set' : 'default';
    if (defaultNumber !== this.value) this.#commit(defaultNumber, origin);
  }

  /** The page has written another default. */
  followDefault(): void {
    if (!this.#isDirty) this.#commit(this.#facts.defaultNumber, 'default');
  }

  /** Session or choice of the account may have changed. */
  reconcile(): void {
    this.#reconcile(this.#current);
  }

  get #facts(): ReconcileFacts {
    const {session, choice} = this.options.account();
    return {session, choice, defaultNumber: toE164OrEmpty(this.options.defaultValue())};
  }

  #commit(value: string, pendingOrigin: ValueOrigin): void {
    this.#reconcile({value, pendingOrigin});
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

/** Frameworks also give what is no text. */
function toE164OrEmpty(text: unknown): string {
  if (typeof text !== 'string') return '';
  return readE164(text)?.e164 ?? '';
}

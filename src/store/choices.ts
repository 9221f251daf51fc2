/**
 * The phone that rings first and the caller ID that the other party sees, as the user chose them:
 * remembered for one server and extension, in all tabs.
 */
import {asE164, asRecord, asTrue, parseJson} from '../ringcentral/json.js';
import {freeze, type StoreContext} from './context.js';
import type {KeyValue} from './environment.js';
import {omitEmpty} from './omit-empty.js';
import type {Choices} from './types.js';

const CHOICE_FIELDS = ['from', 'callerId'] as const;

type ChoiceField = typeof CHOICE_FIELDS[number];

/** A remembered choice as it is stored. */
interface StoredChoice {
  /** E.164. */
  readonly number: string;
  /** Typed by hand, so the list need not hold it. */
  readonly typed?: true;
  /** The list no longer holds it: it is reported as dropped, not used, until the user chooses. */
  readonly gone?: true;
}

export class ChoiceStore {
  readonly #context: StoreContext;
  readonly #storage: KeyValue;
  readonly #storageKey: string;
  readonly #notifyTabs: () => void;
  #storedChoices: Partial<Record<ChoiceField, StoredChoice>> = {};

  constructor(
    context: StoreContext, storage: KeyValue, storageKey: string, notifyTabs: () => void,
  ) {
    this.#context = context;
    this.#storage = storage;
    this.#storageKey = storageKey;
    this.#notifyTabs = notifyTabs;
    this.reload();
  }

  /** Reads the stored choices: at the start, and when another tab chose. */
  reload(): void {
    const storedChoices = asRecord(parseJson(this.#storage.get(this.#storageKey)));
    this.#storedChoices = {};
    for (const choiceField of CHOICE_FIELDS) {
      const storedChoice = readStoredChoice(storedChoices[choiceField]);
      if (storedChoice) this.#storedChoices[choiceField] = storedChoice;
    }
    this.#publishChoices();
  }

  /** `null` or `''` = the platform's default; an absent field stays as it is. */
  choose(choices: {from?: string | null; callerId?: string | null}): void {
    for (const choiceField of CHOICE_FIELDS) {
      const number = choices[choiceField];
      if (number === undefined) continue;
      if (number) this.#chooseNumber(choiceField, number);
      else delete this.#storedChoices[choiceField];
    }
    this.#saveChoices();
  }

  #chooseNumber(choiceField: ChoiceField, number: string): void {
    const storedChoice = this.#storedChoices[choiceField];
    // A page may choose its number again before the list is loaded. That does not make it typed.
    const isUnchanged = storedChoice?.number === number && !storedChoice.gone;
    if (isUnchanged) return;
    const isTyped = !this.#isListed(choiceField, number);
    this.#storedChoices[choiceField] = {number, ...(isTyped && {typed: true})};
  }

  /** Call it when a list is complete: drops a remembered number that the list no longer holds. */
  check(choiceField: ChoiceField): void {
    const storedChoice = this.#storedChoices[choiceField];
    if (!storedChoice || storedChoice.typed || storedChoice.gone) return;
    const {number} = storedChoice;
    if (this.#isListed(choiceField, number)) return;
    this.#storedChoices[choiceField] = {number, gone: true};
    this.#saveChoices();
  }

  #saveChoices(): void {
    this.#storage.set(this.#storageKey, JSON.stringify(this.#storedChoices));
    this.#publishChoices();
    this.#notifyTabs();
  }

  #isListed(choiceField: ChoiceField, number: string): boolean {
    const {fromNumbers, callerIds} = this.#context;
    const {options} = choiceField === 'from' ? fromNumbers.get() : callerIds.get();
    return options.some((option) => option.number === number);
  }

  #publishChoices(): void {
    const chosenNumbers: Partial<Record<ChoiceField, string>> = {};
    const droppedNumbers: Partial<Record<ChoiceField, string>> = {};
    for (const choiceField of CHOICE_FIELDS) {
      const storedChoice = this.#storedChoices[choiceField];
      if (!storedChoice) continue;
      const numbersByField = storedChoice.gone ? droppedNumbers : chosenNumbers;
      numbersByField[choiceField] = storedChoice.number;
    }
    const hasDropped = Object.keys(droppedNumbers).length > 0;
    const choices: Choices = freeze({
      ...chosenNumbers, ...(hasDropped && {dropped: freeze(droppedNumbers)}),
    });
    const isUnchanged = JSON.stringify(choices) === JSON.stringify(this.#context.choices.get());
    if (!isUnchanged) this.#context.choices.set(choices);
  }
}

/** Null = not usable. */
function readStoredChoice(value: unknown): StoredChoice | null {
  const {number, typed, gone} = asRecord(value);
  const e164 = asE164(number);
  return e164 ? omitEmpty({number: e164, typed: asTrue(typed), gone: asTrue(gone)}) : null;
}

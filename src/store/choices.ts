/**
 * The phone that rings first, the caller ID that the other party sees, and the number of each menu
 * that was used last, as the user chose them: remembered for one server and extension, in all tabs.
 */
import {asE164, asRecord, asTrue, parseJson} from '../ringcentral/json.js';
import {freeze, type StoreContext} from './context.js';
import type {KeyValue} from './environment.js';
import {omitEmpty} from './omit-empty.js';
import type {Choices} from './types.js';

const CHOICE_FIELDS = ['from', 'callerId'] as const;

/** Menus whose last number is remembered. */
const MAX_MENUS = 200;

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
  #menus: Readonly<Record<string, number>> = {};

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
    this.#menus = readMenus(storedChoices.menus);
    this.#publishChoices();
  }

  /**
   * `null` or `''` = the platform's default; an absent field, and a menu that is not named, stay as
   * they are.
   */
  choose(
    {menus = {}, ...choices}: {
      from?: string | null; callerId?: string | null; menus?: Choices['menus'];
    },
  ): void {
    for (const [digest, place] of Object.entries(menus)) {
      const {[digest]: _outdated, ...others} = this.#menus;
      this.#menus = readMenus({...others, [digest]: place});
    }
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
    this.#storage.set(this.#storageKey, JSON.stringify({
      ...this.#storedChoices, ...(hasEntries(this.#menus) && {menus: this.#menus}),
    }));
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
    const choices: Choices = freeze({
      ...chosenNumbers,
      ...(hasEntries(droppedNumbers) && {dropped: freeze(droppedNumbers)}),
      ...(hasEntries(this.#menus) && {menus: freeze(this.#menus)}),
    });
    const isUnchanged = JSON.stringify(choices) === JSON.stringify(this.#context.choices.get());
    if (!isUnchanged) this.#context.choices.set(choices);
  }
}

const hasEntries = (record: object): boolean => Object.keys(record).length > 0;

/** The newest entries that are usable. */
function readMenus(value: unknown): Record<string, number> {
  const entries = Object.entries(asRecord(value))
    .filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1]));
  return Object.fromEntries(entries.slice(-MAX_MENUS));
}

/** Null = not usable. */
function readStoredChoice(value: unknown): StoredChoice | null {
  const {number, typed, gone} = asRecord(value);
  const e164 = asE164(number);
  return e164 ? omitEmpty({number: e164, typed: asTrue(typed), gone: asTrue(gone)}) : null;
}

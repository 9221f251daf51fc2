/**
 * The user's choices: the phone that rings first, the caller ID that the other party sees, the
 * number of each menu that was used last, and the devices for calls in the browser. Remembered for
 * one server and extension, in all tabs.
 */
import type {ExtensionContext} from './extension-context.js';
import {STORAGE_DELAY_MS} from './run-locked.js';
import {
  asDeviceId, asStoredChoices, DEVICE_FIELDS, NUMBER_FIELDS, type NumberField, publicChoices,
  readStoredChoices, type StoredChoice, type StoredChoices, withMenus,
} from './stored-choices.js';
import type {ChoiceChanges} from './types.js';

export class ChoiceStore {
  readonly #extension: ExtensionContext;
  readonly #storageKey: string;
  readonly #stopFollowingPhone: () => void;
  #stored: StoredChoices = {};
  /** When another tab last sent its choices; epoch ms. */
  #heardAt = -Infinity;

  constructor(extension: ExtensionContext) {
    this.#extension = extension;
    this.#storageKey = `${extension.keyPrefix}/choices`;
    this.reload();
    this.#stopFollowingPhone = extension.context.browserPhone.listen(() => this.#publishChoices());
  }

  /** The user has chosen this browser, also where this page is no phone. */
  get isBrowserStored(): boolean {
    return this.#stored.browser === true;
  }

  /** Reads the stored choices: at the start, and where a message may have been missed. */
  reload(): void {
    this.#readStored();
    this.#publishChoices();
  }

  /** Another tab has chosen. */
  adopt(choices: unknown): void {
    const {context: {environment}, storage} = this.#extension;
    // An earlier version sends no choices; without shared storage, each tab has its own.
    const isSent = choices !== true && storage.shared;
    this.#heardAt = isSent ? environment.now() : -Infinity;
    if (!isSent) return this.reload();
    this.#stored = asStoredChoices(choices);
    this.#publishChoices();
  }

  /**
   * `null` or `''` = the default; an absent field, and a menu that is not named, stay as they are.
   */
  choose({menus = {}, ...choices}: ChoiceChanges): void {
    this.#readStored();
    for (const [digest, place] of Object.entries(menus)) {
      const {[digest]: _outdated, ...others} = this.#stored.menus ?? {};
      this.#stored = withMenus(this.#stored, {...others, [digest]: place});
    }
    for (const choiceField of NUMBER_FIELDS) {
      const number = choices[choiceField];
      if (number !== undefined) this.#chooseNumber(choiceField, number);
    }
    for (const deviceField of DEVICE_FIELDS) {
      const device = choices[deviceField];
      if (device !== undefined) this.#set(deviceField, asDeviceId(device));
    }
    this.#saveChoices();
  }

  /** Call it when a list is complete: drops a remembered number that the list no longer holds. */
  check(choiceField: NumberField): void {
    this.#readStored();
    const storedChoice = this.#stored[choiceField];
    if (!storedChoice || storedChoice.typed || storedChoice.gone) return;
    const {number} = storedChoice;
    if (this.#isOffered(choiceField, number)) return;
    this.#set(choiceField, {number, gone: true});
    this.#saveChoices();
  }

  /** The user is gone: the choices stay stored, and are shown no more. */
  dispose(): void {
    this.#stopFollowingPhone();
  }

  /** Another tab may have chosen. Its message and its stored value may come in either order. */
  #readStored(): void {
    const {context: {environment}, storage} = this.#extension;
    const heardAgo = environment.now() - this.#heardAt;
    if (heardAgo >= 0 && heardAgo < STORAGE_DELAY_MS) return;
    this.#stored = readStoredChoices(storage.get(this.#storageKey));
  }

  #chooseNumber(choiceField: NumberField, number: string | null): void {
    const isBrowser = number === 'browser';
    // A page that can be no phone, or not yet, chooses among the other phones.
    const isAmongAll = choiceField === 'from' && (isBrowser || this.#canBePhone);
    if (isAmongAll) this.#set('browser', isBrowser || undefined);
    const isNumber = number && !isBrowser;
    this.#set(choiceField, isNumber ? this.#choiceOf(choiceField, number) : undefined);
  }

  #choiceOf(choiceField: NumberField, number: string): StoredChoice {
    const storedChoice = this.#stored[choiceField];
    // A page may choose its number again before the list is loaded. That does not make it typed.
    const isUnchanged = storedChoice?.number === number && !storedChoice.gone;
    if (isUnchanged) return storedChoice;
    return {number, ...(!this.#isOffered(choiceField, number) && {typed: true})};
  }

  #set(field: keyof StoredChoices, value: StoredChoice | string | true | undefined): void {
    const {[field]: _replaced, ...others} = this.#stored;
    this.#stored = {...others, ...(value && {[field]: value})};
  }

  #saveChoices(): void {
    const {storage, post} = this.#extension;
    storage.set(this.#storageKey, JSON.stringify(this.#stored));
    this.#publishChoices();
    post({choices: this.#stored});
  }

  #isOffered(choiceField: NumberField, number: string): boolean {
    const {fromNumbers, callerIds} = this.#extension.context;
    const {options} = choiceField === 'from' ? fromNumbers.get() : callerIds.get();
    return options.some((option) => option.number === number);
  }

  get #canBePhone(): boolean {
    return this.#extension.context.browserPhone.get() !== null;
  }

  #publishChoices(): void {
    const {choices} = this.#extension.context;
    const shown = publicChoices(this.#stored, this.#canBePhone);
    const isUnchanged = JSON.stringify(shown) === JSON.stringify(choices.get());
    if (!isUnchanged) choices.set(shown);
  }
}

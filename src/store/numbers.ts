/**
 * The user's phones and caller IDs: read when an element or a page watches a list, page by page,
 * and kept for a few minutes.
 */
import {LazyPart} from '../loading/lazy-part.js';
import type {Api} from '../ringcentral/api.js';
import {type ExtensionAddress, extensionPath} from '../ringcentral/api-path.js';
import {failureOf} from '../ringcentral/errors.js';
import {asE164, asRecord, asTime, asTrue, parseJson} from '../ringcentral/json.js';
import type {RateLimits} from '../ringcentral/limits.js';
import {
  type ListedNumber, readDefaultCallerId, readListedNumber, readNumberPages,
} from '../ringcentral/number-lists.js';
import {callError} from './call-error.js';
import {freeze} from './context.js';
import type {ExtensionContext} from './extension-context.js';
import type {Writable} from './observable.js';
import {omitEmpty} from './omit-empty.js';
import type {PhoneCheck} from './phone-check.js';
import {NUMBER_FIELDS, type NumberField} from './stored-choices.js';
import type {NumberList} from './types.js';

const phoneCheckPart = new LazyPart((_query) => import('./phone-check.js'));

/** A site of many pages should not spend its Light requests on lists that hardly change. */
const LIST_MAX_AGE_MS = 5 * 60_000;

interface StoredList {
  /** Epoch ms at which the list was read. */
  readonly at: number;
  readonly list: NumberList;
}

interface NumberListsOptions extends ExtensionContext {
  readonly api: Api;
  readonly extension: ExtensionAddress;
  readonly limits: RateLimits;
  /** A list was read to its last page. */
  onComplete(listKey: NumberField): void;
}

export class NumberLists {
  readonly #options: NumberListsOptions;
  #isStopped = false;
  readonly #loadingLists = new Set<NumberField>();
  /** Null until the user has turned to the phones, and its code has loaded. */
  #phoneCheck: PhoneCheck | null = null;

  constructor(options: NumberListsOptions) {
    this.#options = options;
  }

  /** Reads a list unless it was read, or failed, before. */
  ensureLoaded(listKey: NumberField): void {
    const {state} = this.#listValue(listKey).get();
    if (state === 'idle') this.#startLoading(listKey);
  }

  /** Reads a list that the last session did not read to its last page. */
  resume(listKey: NumberField): void {
    const {state, loadingMore} = this.#listValue(listKey).get();
    if (state !== 'ready' || loadingMore) this.#startLoading(listKey);
  }

  /** Reads all lists again that were read, or failed, before. */
  reload(): void {
    for (const listKey of NUMBER_FIELDS) {
      const isNotWanted = this.#listValue(listKey).get().state === 'idle';
      if (isNotWanted || this.#loadingLists.has(listKey)) continue;
      this.#options.storage.delete(this.#storageKey(listKey));
      this.#startLoading(listKey);
    }
  }

  /** The session is over: pages that are still on their way are not shown. */
  stop(): void {
    this.#isStopped = true;
    this.#phoneCheck?.stop();
  }

  /** The user turns to the phones: asks which of them are online, once they are known. */
  async checkPhones(): Promise<void> {
    const {state, loadingMore, options} = this.#listValue('from').get();
    const hasDevice = options.some(({deviceId}) => deviceId !== undefined);
    if (state !== 'ready' || loadingMore || !hasDevice) return;
    const part = await phoneCheckPart.load().catch(() => null);
    if (!part || this.#isStopped) return;
    this.#phoneCheck ??= new part.PhoneCheck(this.#options);
    await this.#phoneCheck.check();
  }

  #startLoading(listKey: NumberField): void {
    if (!this.#loadingLists.has(listKey)) void this.#loadList(listKey);
  }

  async #loadList(listKey: NumberField): Promise<void> {
    const {storage, context, onComplete} = this.#options;
    const storedList = this.#readStored(listKey);
    if (storedList?.state === 'ready') {
      this.#showList(listKey, storedList);
      onComplete(listKey);
      return;
    }
    this.#loadingLists.add(listKey);
    const {options, default: defaultCallerId} = storedList ?? this.#listValue(listKey).get();
    this.#showList(listKey, omitEmpty({state: 'loading', options, default: defaultCallerId}));
    const loadedList = await this.#fetchList(listKey);
    const isComplete = loadedList.state === 'ready';
    // Still as loading, so that a listener that reloads on each error does not loop.
    if (!isComplete) this.#showList(listKey, loadedList);
    this.#loadingLists.delete(listKey);
    if (this.#isStopped || !isComplete) return;
    const storedCopy: StoredList = {at: context.environment.now(), list: loadedList};
    storage.set(this.#storageKey(listKey), JSON.stringify(storedCopy));
    this.#showList(listKey, loadedList);
    onComplete(listKey);
  }

  /** Shows each page as it arrives. Resolves with the list, or after an error with a part of it. */
  async #fetchList(listKey: NumberField): Promise<NumberList> {
    const {api, extension} = this.#options;
    const defaults = listKey === 'callerId' ? await this.#fetchDefaultCallerId() : {};
    const options: ListedNumber[] = [];
    const listName = listKey === 'from' ? 'forwarding-number' : 'phone-number';
    for await (const page of readNumberPages(api, extension, listName)) {
      if (this.#isStopped) break;
      if ('kind' in page) {
        const details = page.kind === 'rate-limited' ? {retryAt: page.until} : {};
        const error = callError(failureOf(page), details);
        return {state: 'error', options, error, ...defaults};
      }
      options.push(...page);
      const shownOptions = [...options];
      this.#showList(listKey, {
        state: 'ready', options: shownOptions, loadingMore: true, ...defaults,
      });
    }
    return {state: 'ready', options, ...defaults};
  }

  /** The caller ID that the platform shows by default. Without it the list is still of use. */
  async #fetchDefaultCallerId(): Promise<Pick<NumberList, 'default'>> {
    const {api, extension} = this.#options;
    const requestPath = `${extensionPath(extension)}/caller-id`;
    const apiResult = await api.request('light', {method: 'GET', path: requestPath});
    if (apiResult.kind !== 'ok') return {};
    return {default: freeze(readDefaultCallerId(apiResult.body))};
  }

  #showList(listKey: NumberField, numberList: NumberList): void {
    if (this.#isStopped) return;
    const options = this.#phoneCheck?.mark(numberList.options) ?? numberList.options;
    this.#listValue(listKey).set(freeze({...numberList, options: freeze(options)}));
  }

  /** `loading` = some of its numbers cannot be read, so that the list must be read again. */
  #readStored(listKey: NumberField): NumberList | null {
    const {storage, context} = this.#options;
    const stored = asRecord(parseJson(storage.get(this.#storageKey(listKey))));
    const age = context.environment.now() - (asTime(stored.at) ?? 0);
    const isFresh = age >= 0 && age < LIST_MAX_AGE_MS;
    const {state, options, default: defaultCallerId} = asRecord(stored.list);
    if (!isFresh || state !== 'ready' || !Array.isArray(options)) return null;
    const readableOptions = options.map(readListedNumber).filter((option) => option !== null);
    return omitEmpty({
      state: readableOptions.length === options.length ? 'ready' : 'loading',
      options: readableOptions,
      default: readStoredDefault(defaultCallerId),
    });
  }

  #listValue(listKey: NumberField): Writable<NumberList> {
    const {fromNumbers, callerIds} = this.#options.context;
    return listKey === 'from' ? fromNumbers : callerIds;
  }

  #storageKey(listKey: NumberField): string {
    return `${this.#options.keyPrefix}/numbers/${listKey === 'from' ? 'from' : 'caller-id'}`;
  }
}

function readStoredDefault(value: unknown): NumberList['default'] {
  if (value === undefined) return undefined;
  const {number, blocked} = asRecord(value);
  return freeze(omitEmpty({number: asE164(number), blocked: asTrue(blocked)}));
}

/** The two lists of numbers: read when somebody looks, page by page, and kept for a few minutes. */
import type {Api} from '../ringcentral/api.js';
import {failureOf} from '../ringcentral/errors.js';
import {type ListedNumber, readDefaultCallerId, readNumberPages} from '../ringcentral/number-lists.js';
import {type ExtensionAddress, extensionPath} from '../ringcentral/ring-out.js';
import {parseJson} from '../ringcentral/json.js';
import {callError} from './call-error.js';
import {type StoreContext, freeze} from './context.js';
import type {KeyValue} from './environment.js';
import type {NumberList, NumberOption} from './types.js';

export type NumberListKey = 'from' | 'caller-id';

/** ms; a site of many pages should not spend its Light requests on lists that hardly change. */
const FRESH = 5 * 60_000;

interface Kept {
  /** Epoch ms. */
  readonly at?: number;
  readonly list?: Partial<NumberList>;
}

export interface NumberListsOptions {
  readonly core: StoreContext;
  readonly api: Api;
  readonly extension: ExtensionAddress;
  readonly storage: KeyValue;
  readonly prefix: string;
  /** A list was read to its end. */
  complete(list: NumberListKey): void;
}

export class NumberLists {
  #round = 0;
  readonly #loading = new Set<NumberListKey>();

  constructor(private readonly options: NumberListsOptions) {}

  /** Reads a list that is wanted and not there yet. */
  ensureLoaded(list: NumberListKey): void {
    const {state} = this.#atom(list).get();
    if (state === 'idle' && !this.#loading.has(list)) void this.#load(list);
  }

  /** There is a session (again): what the last one did not read to its end is read by this one. */
  resume(list: NumberListKey): void {
    if (this.#atom(list).get().state !== 'ready' && !this.#loading.has(list)) void this.#load(list);
  }

  /** Reads again what failed, or all that is shown. */
  reload(): void {
    for (const list of ['from', 'caller-id'] as const) {
      if (this.#atom(list).get().state === 'idle' || this.#loading.has(list)) continue;
      this.options.storage.delete(this.#key(list));
      void this.#load(list);
    }
  }

  /** The session is over: nothing that is still on its way is shown. */
  stop(): void {
    this.#round++;
  }

  #atom(list: NumberListKey) {
    return list === 'from' ? this.options.core.fromNumbers : this.options.core.callerIds;
  }

  #key(list: NumberListKey): string {
    return `${this.options.prefix}/numbers/${list}`;
  }

  async #load(list: NumberListKey): Promise<void> {
    const {api, extension, storage, core, complete} = this.options;
    const round = this.#round, atom = this.#atom(list);
    const show = (value: NumberList) => {
      if (round === this.#round) atom.set(freeze({...value, options: freeze(value.options)}));
    };
    const kept = this.#kept(list);
    if (kept) {
      show(kept);
      return complete(list);
    }
    this.#loading.add(list);
    const {options: before, default: shownBefore} = atom.get();
    show({state: 'loading', options: before, ...(shownBefore && {default: shownBefore})});
    const options: ListedNumber[] = [];
    let shown: NumberList['default'];
    if (list === 'caller-id') {
      const answer = await api.request('light', {method: 'GET', path: `${extensionPath(extension)}/caller-id`});
      // Without it the list still serves; the default is then only called "default".
      if (answer.kind === 'ok') shown = freeze(readDefaultCallerId(answer.body));
    }
    const extras = {...(shown && {default: shown})};
    for await (const page of readNumberPages(api, extension, list === 'from' ? 'forwarding-number' : 'phone-number')) {
      if (round !== this.#round) break;
      if ('kind' in page) {
        if (page.kind === 'ok') continue;
        const retryAt = page.kind === 'limited' ? {retryAt: page.until} : {};
        show({state: 'error', options: [...options], error: callError(failureOf(page), retryAt), ...extras});
        this.#loading.delete(list);
        return;
      }
      options.push(...page);
      show({state: 'ready', options: [...options], loadingMore: true, ...extras});
    }
    this.#loading.delete(list);
    if (round !== this.#round) return;
    const whole: NumberList = {state: 'ready', options: [...options], ...extras};
    storage.set(this.#key(list), JSON.stringify({at: core.environment.now(), list: whole}));
    show(whole);
    complete(list);
  }

  #kept(list: NumberListKey): NumberList | null {
    const {storage, core} = this.options;
    const kept = parseJson(storage.get(this.#key(list))) as Kept | null;
    const age = core.environment.now() - (kept?.at ?? 0);
    if (!(age >= 0 && age < FRESH) || kept?.list?.state !== 'ready' || !Array.isArray(kept.list.options)) return null;
    const {options, default: shown} = kept.list;
    return {state: 'ready', options: (options as readonly NumberOption[]).map((option) => freeze(option)), ...(shown && {default: freeze(shown)})};
  }
}

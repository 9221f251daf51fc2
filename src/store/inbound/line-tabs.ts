/** Keeps the tabs informed of the lines that the tab of the phone carries. */
import {asRecord, asText} from '../../ringcentral/json.js';
import type {Environment} from '../environment.js';
import {type LineState, readLineStates} from './line-marks.js';

interface LineTabsUse {
  /** Sends a message to the other tabs, which `adopt` takes there. */
  post(message: unknown): void;
  /** The lines of this tab. */
  ownLines(): readonly LineState[];
  /** Those of the other tab have changed. */
  onChange(): void;
}

export class LineTabs {
  readonly #use: LineTabsUse;
  readonly #tabId: string;
  /** The tab that told last of lines, and these. */
  #other: {readonly id: string; readonly lines: readonly LineState[]} = {id: '', lines: []};

  constructor(environment: Environment, use: LineTabsUse) {
    this.#use = use;
    this.#tabId = environment.random().toString(36).slice(2);
    use.post({isQuestion: true});
  }

  /** Those of another tab. */
  get lines(): readonly LineState[] {
    return this.#other.lines;
  }

  /** Tells the others of the lines of this tab. */
  tell(): void {
    this.#use.post({tab: this.#tabId, lines: this.#use.ownLines()});
  }

  /** The other tab is gone, perhaps without a word. */
  forgetOther(): void {
    const {id, lines} = this.#other;
    if (lines.length === 0) return;
    this.#use.post({tab: id, lines: []});
    this.#setOther(id, []);
  }

  /** Takes a message of another tab. */
  adopt(message: unknown): void {
    const {isQuestion, tab, lines} = asRecord(message);
    if (isQuestion && this.#use.ownLines().length > 0) this.tell();
    const id = asText(tab);
    if (!id) return;
    const received = readLineStates(lines);
    // A tab that leaves may say so after the next one has told of its lines.
    const isOvertaken = received.length === 0 && id !== this.#other.id;
    if (!isOvertaken) this.#setOther(id, received);
  }

  #setOther(id: string, lines: readonly LineState[]): void {
    this.#other = {id, lines};
    this.#use.onChange();
  }
}

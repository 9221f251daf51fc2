/** Acts on a line, in whichever tab it is: the tab with the line does it, and answers. */
import {asRecord, asText, type JsonRecord} from '../../ringcentral/json.js';
import {readCallError} from '../calls/call-record.js';
import type {Environment} from '../environment.js';
import {PhoneError, type PhoneProblem} from '../phone-port.js';
import type {CallError} from '../types.js';
import type {CommandTarget, LineAction} from './command-target.js';

const ANSWER_MS = 5_000;
/** Each key of a keypad takes its time. */
const DIGIT_LIMIT_MS = 2_500;

interface PhoneCommandsOptions {
  readonly environment: Environment;
  /** Those of this tab. */
  targets(): readonly CommandTarget[];
  post(message: unknown): void;
}

export class PhoneCommands {
  readonly #options: PhoneCommandsOptions;
  /** The requests to other tabs, by a random id. */
  readonly #asked = new Map<string, (error: CallError | null) => void>();

  constructor(options: PhoneCommandsOptions) {
    this.#options = options;
  }

  /** Rejects with a `PhoneError`, and with `not-now` where no tab answers. */
  async act(key: string, action: LineAction, value: boolean | string): Promise<void> {
    const target = this.#targetOf(key);
    if (target) return target.act(key, action, value);
    const {environment, post} = this.#options;
    const id = String(environment.random());
    const digitCount = typeof value === 'string' ? value.length : 0;
    const timeLimit = ANSWER_MS + DIGIT_LIMIT_MS * digitCount;
    let timer: unknown;
    const problem = await new Promise<PhoneProblem | null>((resolve) => {
      this.#asked.set(id, (error) => resolve(error as PhoneProblem | null));
      timer = environment.setTimeout(() => resolve({code: 'not-now'}), timeLimit);
      post({command: {id, key, action, value}});
    });
    environment.clearTimeout(timer);
    this.#asked.delete(id);
    if (problem) throw new PhoneError(problem);
  }

  /** A message of another tab. */
  adopt(message: unknown): void {
    const {command, answer} = asRecord(message);
    if (command) void this.#obey(asRecord(command));
    const {id, error} = asRecord(answer);
    this.#asked.get(String(id))?.(error ? readCallError(error, 'not-now') : null);
  }

  async #obey({id, key, action, value}: JsonRecord): Promise<void> {
    const callKey = asText(key) ?? '';
    const target = this.#targetOf(callKey);
    if (!target) return;
    let error: PhoneProblem | null = null;
    try {
      const known = typeof value === 'string' ? value : value === true;
      await target.act(callKey, action as LineAction, known);
    } catch (thrown) {
      error = problemOf(thrown);
    }
    this.#options.post({answer: {id, error}});
  }

  #targetOf(key: string): CommandTarget | undefined {
    return this.#options.targets().find((target) => target.has(key));
  }
}

/** The line is not there, or not in a state for it. */
export const notNow = (): PhoneError => new PhoneError({code: 'not-now'});

/** Digits for the keypad of a line. Throws a `PhoneError` where there are none. */
export function digitsOf(value: boolean | string): string {
  if (typeof value === 'string' && /^[\d*#,]+$/.test(value)) return value;
  throw new PhoneError({code: 'unknown'});
}

/** Anything else than a `PhoneError` is a fault of the code. */
export const problemOf = (error: unknown): PhoneProblem =>
  error instanceof PhoneError ? error.problem : {code: 'unknown'};

/** A lost socket says nothing of the network: `code` is told where there is one. */
export function withNetwork(
  problem: PhoneProblem, {online}: Environment, code: 'timeout' | 'not-now' = 'timeout',
): PhoneProblem {
  return problem.code === 'offline' && online() ? {...problem, code} : problem;
}

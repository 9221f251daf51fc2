import {isFinal, rankOf} from '../../src/store/call-phase.js';
import type {Call, StoreEvent} from '../../src/store/types.js';
import type {Tab} from '../support/virtual.js';

/** Checks the events of all documents of one walk as they come. Keys are those of calls. */
export class EventChecker {
  readonly violations: string[] = [];
  readonly finalPhases = new Map<string, Call['phase']>();
  readonly primaryCounts = new Map<string, number>();
  readonly startedCalls = new Set<string>();

  follow(document: Tab): Tab {
    const endCounts = new Map<string, number>();
    const lastPhases = new Map<string, Call['phase']>();
    document.store.on((event: StoreEvent) => {
      if (!document.alive || (event.type !== 'call-change' && event.type !== 'call-end')) return;
      const {call} = event;
      if (event.type === 'call-change') {
        const before = lastPhases.get(call.key);
        if (before && isFinal(before)) this.#fail(`${call.key}: ${before} → ${call.phase}`);
        // Only a refused cancel takes a call back to an earlier phase.
        if (before && before !== 'canceling' && rankOf(call.phase) < rankOf(before)) this.#fail(`${call.key} went back: ${before} → ${call.phase}`);
        if (call.phase === 'placing' && before) this.#fail(`${call.key} began twice`);
        lastPhases.set(call.key, call.phase);
        this.startedCalls.add(call.key);
        if (isFinal(call.phase)) {
          const other = this.finalPhases.get(call.key);
          if (other && other !== call.phase) this.#fail(`${call.key} ended as ${other} and as ${call.phase}`);
          this.finalPhases.set(call.key, call.phase);
        }
      } else {
        const endCount = (endCounts.get(call.key) ?? 0) + 1;
        endCounts.set(call.key, endCount);
        if (endCount !== 1) this.#fail(`${call.key}: ${endCount} ends in one document`);
        if (event.primary) this.primaryCounts.set(call.key, (this.primaryCounts.get(call.key) ?? 0) + 1);
      }
    });
    return document;
  }

  #fail(violation: string): void {
    this.violations.push(violation);
  }
}

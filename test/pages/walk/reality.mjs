// How the calls of the pages really are, whether or not the pages were told.
import {isOver} from '../../../demo/simulator/calls.js';
import {legsAt} from '../../../demo/simulator/telephony/legs.js';
import {momentsOf} from '../../../demo/simulator/telephony/moments.js';

/** @typedef {{stage: 'caller' | 'callee' | 'connected', isOver: boolean, isHeld: boolean, isMuted: boolean}} CallState */

export class Reality {
  constructor(platform) { this.platform = platform; }

  #call(id) { return this.platform.simulator.facts.calls.find((call) => call.id === id); }

  #stateAt(call, epoch) {
    const {options} = this.platform.simulator;
    const {caller, stage} = legsAt(call, epoch, options);
    const over = isOver(call, epoch, options);
    return {stage, isOver: over, isHeld: !over && caller.code === 'Hold', isMuted: !over && caller.muted};
  }

  /** Moments of the past at which something about the call changed, as ms of the walk. */
  #moments(call) {
    const {platform} = this;
    return momentsOf(call, platform.simulator.options).map((epoch) => epoch - platform.epochAt(0))
      .filter((at) => at <= platform.now);
  }

  /** @returns {CallState | null} null where RingCentral placed no such call. */
  stateOf({id}) {
    const call = this.#call(id);
    return call ? this.#stateAt(call, this.platform.epochAt(this.platform.now)) : null;
  }

  /** When the call last changed, in ms of the walk. */
  changedAt({id}) {
    const call = this.#call(id);
    return call ? this.#moments(call).at(-1) ?? 0 : 0;
  }

  /** Since when the call is or was like this; undefined if it never was. */
  firstTime({id}, test) {
    const call = this.#call(id);
    return call && this.#moments(call).find((at) => test(this.#stateAt(call, this.platform.epochAt(at))));
  }
}

export const isTalking = ({stage, isOver: over}) => stage === 'connected' && !over;

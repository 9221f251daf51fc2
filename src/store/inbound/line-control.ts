/** Acts on a line of this tab that has sound. */
import type {LineAction} from '../browser-calls/command-target.js';
import {hangUpInTime} from '../browser-calls/hang-up.js';
import {digitsOf, notNow} from '../browser-calls/phone-commands.js';
import type {Environment} from '../environment.js';
import type {InboundLine} from '../phone-port.js';
import type {LineState} from './line-marks.js';

/** Resolves with how the line is then. */
export async function control(
  line: InboundLine, action: LineAction, value: boolean | string, environment: Environment,
): Promise<Partial<LineState>> {
  const isOn = value === true;
  switch (action) {
    case 'hang-up':
      await hangUpInTime(environment, line);
      return {};
    case 'hold':
      await line.hold(isOn);
      return {held: isOn};
    case 'mute':
      await line.mute(isOn);
      return {muted: isOn};
    case 'keypad':
      await line.sendDigits(digitsOf(value));
      return {};
    default: throw notNow();
  }
}

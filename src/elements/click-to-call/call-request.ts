/** The request of a call button: its number, and the attributes that say how to call it. */
import type {CallRequest} from '../../store/types.js';
import type {CallButtonHost} from './call-button-host.js';

/** The attributes of the button that go into the request, beside the number. */
export function requestOf(
  {element, dialingCountry: country}: CallButtonHost,
): Omit<CallRequest, 'to'> {
  const {name, from, callerId, playPrompt} = element;
  return {
    country,
    from: from || undefined,
    callerId: callerId || undefined,
    playPrompt: playPrompt ? String(playPrompt) === 'true' : undefined,
    name: name.trim() || undefined,
  };
}

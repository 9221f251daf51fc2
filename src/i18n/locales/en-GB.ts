import type {Words} from '../strings.js';

/** Only what differs from English as it is written in the United States. */
const words: Partial<Words> = {
  'error.national-number': 'This number lacks its country code, so we cannot call it. Add the code, for example +44.',
  'canceling': 'Cancelling…',
  'cancel-failed': 'RingCentral has not cancelled the call.',
  'phase.canceling': 'Cancelling…',
  'phase.canceled': 'Call cancelled',
  'leg.canceled': 'Cancelled',
  'say.canceling': 'Cancelling.',
  'say.canceled': 'Call to {who} cancelled.',
  'select.invalid': 'Type the whole number, with its country code, for example +44.',
  'kind.toll-free': 'Freephone',
};

export default words;

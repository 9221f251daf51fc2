import {errorWords} from './errors.js';

/** English words about a call: its phases, its prompts, other apps and next steps. */
export const callWords = {
  ...errorWords,

  'cancel': 'Cancel',
  'cancel-call': 'Cancel call to {who}',
  'canceling': 'Canceling…',
  'cancel-failed': 'RingCentral has not canceled the call.',
  'card': 'Call to {who}',

  'ask.always': 'Call {who}?',
  'ask.international': 'Call {who}? This is an international call.',
  'ask.premium-rate': 'Call {who}? Calls to this number cost extra.',
  'ask.satellite': 'Call {who}? Calls to satellite phones cost extra.',
  'ask.ringing': 'A call to {who} is still in progress. Call again?',
  'ask.phone': 'Which phone should we ring?',
  'ask.yes': 'Call',
  'ask.no': 'Don’t call',

  'ways.question': 'Nothing opened?',
  'ways.tel': 'Call with your phone app',
  'ways.rcmobile': 'Call with RingCentral',
  'ways.rcapp': 'Call with the RingCentral app',
  'ways.copy': 'Copy number',
  'ways.copied': 'Copied',
  'retry': 'Try again',
  'again': 'Call again',
  'close': 'Close',

  'phase.placing': 'Placing the call…',
  'phase.ringing-caller': 'Ringing your phone…',
  'phase.ringing-callee': 'Ringing {who}…',
  'phase.connected': 'Connected',
  'phase.canceling': 'Canceling…',
  'phase.ended': 'Call ended',
  'phase.canceled': 'Call canceled',
  'phase.failed': 'Call not completed',
  'phase.unconfirmed': 'Not confirmed',
  'hint.ringing-caller': 'Answer it, and press 1 if asked. Then we ring {who}.',
  'hint.hang-up': 'To end the call, hang up your phone.',
  'hint.dial': 'Now dial {extension}.',
  'stale': 'We can’t check the call right now. It continues on your phone.',
  'stale.signed-out': 'You are signed out. Your call continues on your phone. Sign in to see it here.',
} as const;

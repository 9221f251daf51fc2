/** English words of `<rc-click-to-call>` that describe a click on it, once there is a session. */
export const beforeCallWords = {
  'before.ringout': 'We ring your phone first, then {who}.',
  'before.ringout-from': 'We ring {from} first, then {who}.',
  'before.browser': 'We call {who}. You talk in this browser.',
  'before.offline': 'Your phone is offline.',
  'before.shown': '{who} sees {callerId}.',
  'before.shown-hidden': '{who} does not see your number.',
} as const;

/** English words of `<rc-click-to-call>` that say, once there is a session, what a click will do. */
export const beforeCallWords = {
  'before.ringout': 'We ring your phone first, then {who}.',
  'before.ringout-from': 'We ring {from} first, then {who}.',
  'before.shown': '{who} sees {callerId}.',
  'before.shown-hidden': '{who} does not see your number.',
} as const;

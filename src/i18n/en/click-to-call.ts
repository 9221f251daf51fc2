/** English words of `<rc-click-to-call>` that show before anything is clicked. */
export const clickToCallWords = {
  'call': 'Call {who}',
  'text': 'Text {who}',
  'then-dial': 'then dial {extension}',
  'before.ringout': 'We ring your phone first, then {who}.',
  'before.ringout-from': 'We ring {from} first, then {who}.',
  'before.shown': '{who} sees {callerId}.',
  'before.shown-hidden': '{who} does not see your number.',
  'before.ringcentral': 'Opens RingCentral.',
  'before.phone': 'Opens your phone app.',
} as const;

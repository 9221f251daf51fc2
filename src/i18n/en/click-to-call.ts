/** English words of `<rc-click-to-call>` before the first click, without a session. */
export const clickToCallWords = {
  'call': 'Call {who}',
  'text': 'Text {who}',
  'then-dial': 'then dial {extension}',
  'before.ringcentral': 'Opens RingCentral.',
  'before.phone': 'Opens your phone app.',
} as const;

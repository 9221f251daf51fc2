/** English words of `<rc-click-to-call>` that show before anything is clicked and nobody is signed in. */
export const clickToCallWords = {
  'call': 'Call {who}',
  'text': 'Text {who}',
  'then-dial': 'then dial {extension}',
  'before.ringcentral': 'Opens RingCentral.',
  'before.phone': 'Opens your phone app.',
} as const;

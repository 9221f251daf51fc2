import {isNamed} from './words.mjs';

/** The effect of a control, by the word that the user reads. */
export function meaningOf({name, tag}) {
  if (isNamed(name, /^cancel(-call)?$/)) return 'cancel';
  if (isNamed(name, /^hang-up(-call)?$/)) return 'hang-up';
  if (isNamed(name, /^status\.hold$/)) return 'hold';
  if (isNamed(name, /^status\.mute$/)) return 'mute';
  if (isNamed(name, /^ask\.yes$/)) return 'yes';
  if (isNamed(name, /^ask\.no$/)) return 'no';
  if (isNamed(name, /^(retry|again)$/)) return 'retry';
  if (isNamed(name, /^close$/)) return 'close';
  if (isNamed(name, /^status\.dismiss$/)) return 'dismiss';
  if (isNamed(name, /^call$/)) return tag === 'a' ? 'link' : 'call';
  return 'other';
}

// Types that Svelte's language tools look up for a tag.
import type {SvelteHTMLElements} from 'svelte/elements';
import type {} from 'rc-click-to-call/types/svelte';

export const right: SvelteHTMLElements['rc-click-to-call'] = {
  'class': 'call', 'to': '+16505550100', 'caller-id': '+16505550101', 'callerId': '+16505550101', 'sms': true,
  'onrc-call-end': ({detail: {call, primary}}) => primary && call.phase,
};
export const session: SvelteHTMLElements['rc-session'] = {
  'getAccessToken': async () => 'token', 'onrc-session-change': ({detail}) => detail.user?.name,
};

// @ts-expect-error there is no such size
export const size: SvelteHTMLElements['rc-click-to-call'] = {size: 'huge'};
// @ts-expect-error a token must be promised
export const token: SvelteHTMLElements['rc-session'] = {getAccessToken: () => 'token'};
// @ts-expect-error there is no such property
export const unknown: SvelteHTMLElements['rc-call-status'] = {to: '+16505550100'};

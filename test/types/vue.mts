// Types that Vue's language tools look up for a tag in a template.
import type {GlobalComponents} from 'vue';
import type {} from 'rc-click-to-call/types/vue';

type Props<Tag extends keyof GlobalComponents> = GlobalComponents[Tag] extends new () => {$props: infer Given} ? Given : never;

export const right: Props<'rc-click-to-call'> = {
  'class': 'call', 'key': 'anna', 'to': '+16505550100', 'caller-id': '+16505550101', 'callerId': '+16505550101', 'sms': true,
  'onRcCallEnd': ({detail: {call, primary}}) => primary && call.phase,
};
export const session: Props<'rc-session'> = {getAccessToken: async () => 'token', onRcSessionChange: ({detail}) => detail.user?.name};

// @ts-expect-error there is no such size
export const size: Props<'rc-click-to-call'> = {size: 'huge'};
// @ts-expect-error a token must be promised
export const token: Props<'rc-session'> = {getAccessToken: () => 'token'};
// @ts-expect-error there is no such property
export const unknown: Props<'rc-call-status'> = {to: '+16505550100'};

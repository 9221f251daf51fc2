// Types without a framework: elements by their tag, events by their name, the store.
import type {Call, Contact, Inbound, RcCallEndEvent, RcClickToCall, RcSession} from 'rc-click-to-call';
import {getStore} from 'rc-click-to-call/store';
import {parseNumber} from 'rc-click-to-call/phone';
import 'rc-click-to-call/click-to-call/define.js';

/** Compiles where both are the same type. */
const same = <A, B>(_: [A] extends [B] ? [B] extends [A] ? true : false : false): void => undefined;

const button = document.createElement('rc-click-to-call');
same<typeof button, RcClickToCall>(true);
button.to = '+16505550100';
button.confirm = 'always';
// @ts-expect-error there is no such value
button.confirm = 'sometimes';
const call: Promise<Call> = button.call();
void call;

const session = document.querySelector('rc-session');
same<typeof session, RcSession | null>(true);
session!.getAccessToken = async () => 'token';
// @ts-expect-error the token must come as a promise
session!.getAccessToken = () => 'token';
// @ts-expect-error a host's SDK has more methods than this
session!.sdk = {loggedIn: () => true};

same<HTMLElementTagNameMap['rc-number-select']['value'], string>(true);
same<HTMLElementTagNameMap['rc-call-status']['callId'], string>(true);

const inboundCall = document.createElement('rc-inbound-call');
inboundCall.when = 'answer';
// @ts-expect-error there is no such value
inboundCall.when = 'sometimes';
inboundCall.resolveContact = async (number, {signal, national, international}) => {
  const answer = await fetch(`/contacts?q=${number},${national},${international}`, {signal});
  return answer.ok ? {name: await answer.text(), id: '42'} : null;
};
inboundCall.resolveContact = (number) => number ? ['Anna', 'Bob'].map((name) => ({name})) : 'Anna';
// @ts-expect-error a contact has a name
inboundCall.resolveContact = () => ({id: '42'});
inboundCall.addEventListener('rc-inbound-change', ({detail: {inbound, contacts, primary}}) => {
  same<typeof inbound, Inbound>(true);
  same<typeof contacts, readonly Contact[] | null>(true);
  same<typeof primary, boolean>(true);
});
document.addEventListener('rc-inbound-open', (event) => {
  event.preventDefault();
  same<typeof event.detail.url, string>(true);
  same<typeof event.detail.contact, Contact | null>(true);
});

button.addEventListener('rc-call-end', (event) => {
  same<typeof event, RcCallEndEvent>(true);
  same<typeof event.detail.primary, boolean>(true);
  // @ts-expect-error details are frozen
  event.detail.primary = false;
});
document.addEventListener('rc-call-request', (event) => {
  event.preventDefault();
  event.update({callerId: '+16505550101'});
  // @ts-expect-error the callee cannot be changed
  event.update({to: '+16505550101'});
});
addEventListener('rc-session-change', ({detail: {state, user}}) => {
  // @ts-expect-error there is no such state
  if (state === 'gone') return;
  same<typeof user, ReturnType<ReturnType<typeof getStore>['session']['get']>['user']>(true);
});
document.addEventListener('rc-limit-change', ({detail: {until}}) => same<typeof until, number | null>(true));

const store = getStore();
const stop: () => void = store.calls.subscribe((calls) => same<typeof calls, readonly Call[]>(true));
stop();
// @ts-expect-error pages cannot change the list of calls
store.calls.get().push();
void parseNumber('(650) 555-0100', {country: 'US'});

import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {RcCallRequestEvent} from '../../src/elements/internal/events.js';
import type {RcCallChangeEvent, RcCallDetailsEvent, RcLimitChangeEvent, RcSessionChangeEvent} from '../../src/elements/internal/events.js';
import {getPageStore} from '../../src/elements/internal/event-bridge.js';
import {connectEvents, connectSessionElement} from '../../src/elements/internal/fire-events.js';
import {placeCall} from '../../src/elements/internal/place-call.js';
import {callError, CallRejection} from '../../src/store/call-error.js';
import {aCall, fakeStore} from './fake-store.js';
import {until} from './support.js';

describe('DOM events', () => {
  it('fires rc-session-change on the document with a frozen detail', async () => {
    const store = fakeStore('signed-out');
    getPageStore(store.account);
    const sessionChange = oneEvent(document, 'rc-session-change') as unknown as Promise<RcSessionChangeEvent>;
    store.setSession('ready');
    const event = await sessionChange;
    expect(event.detail).to.include({state: 'ready', account: store.account});
    expect(event.detail.user?.country).to.equal('US');
    expect(Object.isFrozen(event.detail)).to.equal(true);
    expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, false]);
  });

  it('fires session and limit events on the session element while it is connected', async () => {
    const store = fakeStore();
    const element = await fixture(html`<div></div>`);
    connectSessionElement(getPageStore(store.account), element);
    const limitedUntil = Date.now() + 60_000;
    const limitStart = oneEvent(element, 'rc-limit-change') as unknown as Promise<RcLimitChangeEvent>;
    store.limit.set({until: limitedUntil});
    expect((await limitStart).detail.until).to.equal(limitedUntil);
    element.remove();
    const limitEnd = oneEvent(document, 'rc-limit-change') as unknown as Promise<RcLimitChangeEvent>;
    store.limit.set({until: null});
    expect((await limitEnd).detail.until).to.equal(null);
  });

  it('fires each event once, however often getPageStore() runs', async () => {
    const store = fakeStore();
    for (let round = 0; round < 3; round++) getPageStore(store.account);
    let endCount = 0;
    const countEnd = (): number => endCount++;
    document.addEventListener('rc-call-end', countEnd);
    const callEnd = oneEvent(document, 'rc-call-end');
    store.emit({type: 'call-end', call: aCall('ended', {endedAt: Date.now()}), primary: true});
    await callEnd;
    document.removeEventListener('rc-call-end', countEnd);
    expect(endCount).to.equal(1);
  });

  it('fires rc-call-details with the record on the element that placed the call, else on the document', async () => {
    const store = fakeStore();
    const element = await fixture(html`<div></div>`);
    const bridge = connectEvents(getPageStore(store.account));
    const call = aCall('ended', {endedAt: Date.now()});
    bridge.owners.set(call.key, new WeakRef(element));
    const details = {telephonySessionId: 's-1', startedAt: call.startedAt, duration: 42, result: 'Call connected', legs: []};
    const onElement = oneEvent(element, 'rc-call-details') as unknown as Promise<RcCallDetailsEvent>;
    store.emit({type: 'call-details', call, details, primary: true});
    const event = await onElement;
    expect(event.detail).to.deep.equal({call, details, primary: true});
    expect(Object.isFrozen(event.detail)).to.equal(true);
    expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, false]);
    element.remove();
    const onDocument = oneEvent(document, 'rc-call-details') as unknown as Promise<RcCallDetailsEvent>;
    store.emit({type: 'call-details', call, details, primary: false});
    expect((await onDocument).detail.primary).to.equal(false);
  });

  it('fires rc-call-details on that element also after the call was dismissed', async () => {
    const store = fakeStore();
    const element = await fixture(html`<div></div>`);
    const bridge = connectEvents(getPageStore(store.account));
    const call = aCall('ended', {endedAt: Date.now()});
    store.calls.set([call]);
    bridge.owners.set(call.key, new WeakRef(element));
    store.calls.set([]);
    const details = {telephonySessionId: 's-1', startedAt: call.startedAt, duration: 42, result: 'Call connected', legs: []};
    const onElement = oneEvent(element, 'rc-call-details');
    store.emit({type: 'call-details', call, details, primary: true});
    await onElement;
    const later = Array.from({length: 150}, (_, index) => aCall('ended', {key: `later ${index}`, endedAt: Date.now()}));
    for (const {key} of later) bridge.owners.set(key, new WeakRef(element));
    store.calls.set([later[0]!]);
    expect([bridge.owners.size, bridge.owners.has(later[0]!.key)]).to.deep.equal([100, true]);
  });

  it('lets rc-call-request change the request, but not the number to call', () => {
    const detail = {to: '+16505550101', from: undefined, callerId: undefined, playPrompt: undefined, country: 'US', name: 'Anna'};
    const event = new RcCallRequestEvent(detail);
    event.update({from: '+16505550111', ...{to: '+16505550199'}});
    expect(event.detail).to.deep.equal({...detail, from: '+16505550111'});
    expect(event.cancelable).to.equal(true);
  });

  it('keeps the events of a request that is checked while another element is refused', async () => {
    const store = fakeStore();
    const [first, second] = [await fixture(html`<div></div>`), await fixture(html`<div></div>`)];
    const placeAsUsual = store.call.bind(store);
    let endCheck: (() => void) | undefined;
    store.call = async (request) => {
      await new Promise<void>((resolve) => { endCheck = resolve; });
      return placeAsUsual(request);
    };
    const placing = placeCall({element: first, store, request: {to: '+16505550101'}});
    await until(() => endCheck, 'the store checks the first request');
    store.call = async () => { throw new CallRejection(callError('call-in-progress')); };
    const refused = placeCall({element: second, store, request: {to: '+16505550102'}});
    expect(await refused.catch((error: CallRejection) => error.code)).to.equal('call-in-progress');
    const targets: unknown[] = [];
    first.addEventListener('rc-call-change', (event) => {
      const {target, detail} = event as RcCallChangeEvent;
      targets.push([target, detail.call.phase]);
    });
    endCheck?.();
    await placing;
    expect(targets).to.deep.equal([[first, 'placing'], [first, 'ringing-caller']]);
  });
});

import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {RcCallRequestEvent, connectSessionElement} from '../../src/elements/internal/events.js';
import type {RcLimitChangeEvent, RcSessionChangeEvent} from '../../src/elements/internal/events.js';
import {getPageStore} from '../../src/elements/internal/event-bridge.js';
import {aCall, fakeStore} from './fake-store.js';

describe('events on the page', () => {
  it('tell of the session on the document, frozen and typed', async () => {
    const store = fakeStore('signed-out');
    getPageStore(store.account);
    const heard = oneEvent(document, 'rc-session-change') as unknown as Promise<RcSessionChangeEvent>;
    store.setSession('ready');
    const event = await heard;
    expect(event.detail).to.include({state: 'ready', account: store.account});
    expect(event.detail.user?.country).to.equal('US');
    expect(Object.isFrozen(event.detail)).to.equal(true);
    expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, false]);
  });

  it('tell of session and limits on the session element while it is there', async () => {
    const store = fakeStore();
    const element = await fixture(html`<div></div>`);
    connectSessionElement(getPageStore(store.account), element);
    const until = Date.now() + 60_000;
    const limited = oneEvent(element, 'rc-limit-change') as unknown as Promise<RcLimitChangeEvent>;
    store.limit.set({until});
    expect((await limited).detail.until).to.equal(until);
    element.remove();
    const lifted = oneEvent(document, 'rc-limit-change') as unknown as Promise<RcLimitChangeEvent>;
    store.limit.set({until: null});
    expect((await lifted).detail.until).to.equal(null);
  });

  it('say nothing twice, however often the store is asked for', async () => {
    const store = fakeStore();
    for (let times = 0; times < 3; times++) getPageStore(store.account);
    let ends = 0;
    const count = (): number => ends++;
    document.addEventListener('rc-call-end', count);
    const ended = oneEvent(document, 'rc-call-end');
    store.emit({type: 'call-end', call: aCall('ended', {endedAt: Date.now()}), primary: true});
    await ended;
    document.removeEventListener('rc-call-end', count);
    expect(ends).to.equal(1);
  });

  it('let a request change what is sent, but not who is called', () => {
    const detail = {to: '+16505550101', from: undefined, callerId: undefined, playPrompt: undefined, country: 'US', name: 'Anna'};
    const event = new RcCallRequestEvent(detail);
    event.update({from: '+16505550111', ...{to: '+16505550199'}});
    expect(event.detail).to.deep.equal({...detail, from: '+16505550111'});
    expect(event.cancelable).to.equal(true);
  });
});

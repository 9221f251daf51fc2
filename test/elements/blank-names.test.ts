import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/click-to-call/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {callError} from '../../src/store/call-error.js';
import {ANNA, cardText, faceOf, mainControl, press, renderButton, untilCard, untilFace} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import {part} from './support.js';

const digitsOf = (text: string): string => text.replace(/\D/g, '');

describe('a name of spaces', () => {
  it('counts as none: label and link have the number', async () => {
    const element = await fixture<RcClickToCall>(html`<rc-click-to-call to=${ANNA.to} name="  "></rc-click-to-call>`);
    expect(digitsOf(part(element, 'label'))).to.equal('16505550101');
    expect(digitsOf(faceOf(element))).to.equal('16505550101');
  });

  it('is in no sentence', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {name: ' ', confirm: 'always'});
    mainControl(element).click();
    await untilCard(element, '?');
    expect(digitsOf(cardText(element))).to.equal('16505550101');
    store.callAnswer = {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})};
    await press(element.shadowRoot!.querySelector<HTMLElement>('.primary')!);
    await untilCard(element, 'is busy.');
    expect(cardText(element)).to.match(/\d is busy\./);
    expect(store.requests[0]!.name).to.equal(undefined);
  });

  it('is cut at both ends', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {name: '  Anna '});
    await untilFace(element, 'Call Anna');
    mainControl(element).click();
    await untilFace(element, 'Cancel call to Anna');
    expect(store.requests[0]!.name).to.equal('Anna');
  });
});

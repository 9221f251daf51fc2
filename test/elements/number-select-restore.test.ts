/** The browser restores the forms of a page in a frame, after leaving it and going back. */
import {expect, fixture, html} from '@open-wc/testing';
import type {RcNumberSelect} from '../../src/elements/number-select/number-select.js';
import {until} from './support.js';

const NUMBER = '+16505550111';

describe('<rc-number-select> after going back to its page', () => {
  async function controls(frame: HTMLIFrameElement): Promise<{ours: RcNumberSelect; native: HTMLSelectElement}> {
    return until(() => {
      const page = frame.contentDocument;
      const ours = page?.querySelector('rc-number-select');
      const native = page?.querySelector('select');
      return page?.readyState === 'complete' && ours && 'validity' in ours && native ? {ours, native} : null;
    }, 'the form has loaded');
  }

  it('has the number that was chosen, as a native select has', async () => {
    const frame = await fixture<HTMLIFrameElement>(html`<iframe src="/test/support/pages/restore.html" title="Form"></iframe>`);
    const before = await controls(frame);
    before.ours.value = NUMBER;
    before.native.value = NUMBER;
    await before.ours.updateComplete;
    frame.contentWindow?.location.assign('/test/support/pages/away.html');
    await until(() => frame.contentDocument?.title === 'Elsewhere' && frame.contentDocument.readyState === 'complete', 'the other page has loaded');
    frame.contentWindow?.history.back();
    const after = await controls(frame);
    expect(after.ours === before.ours, 'the page was loaded anew').to.equal(false);
    await until(() => after.native.value === NUMBER, 'the browser restores the native select');
    await until(() => after.ours.value === NUMBER, 'the browser restores ours');
    expect(new (frame.contentWindow as Window & typeof globalThis).FormData(after.native.form as HTMLFormElement).get('ours')).to.equal(NUMBER);
  });
});

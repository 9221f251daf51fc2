// The markup of each element as @lit-labs/ssr renders it from the built package.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import path from 'node:path';
import {render} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
import {html} from 'lit';
import {dist} from '../package/support.mjs';

const built = (file) => import(pathToFileURL(path.join(dist, file)).href);
for (const element of ['click-to-call', 'number-select', 'call-status', 'session', 'number-links', 'inbound-call']) await built(`${element}/define.js`);

const rendered = (template) => collectResult(render(template));

describe('server rendering', () => {
  for (const [name, template] of [
    ['rc-click-to-call', html`<rc-click-to-call to="+16505550100" name="Anna">Call Anna</rc-click-to-call>`],
    ['rc-number-select', html`<rc-number-select kind="from"></rc-number-select>`],
    ['rc-call-status', html`<rc-call-status></rc-call-status>`],
    ['rc-session', html`<rc-session client-id="app"></rc-session>`],
    ['rc-number-links', html`<rc-number-links>Call (650) 555-0100.</rc-number-links>`],
    ['rc-inbound-call', html`<rc-inbound-call contact-url="/{id}"></rc-inbound-call>`],
  ]) {
    test(`${name} has a declarative shadow root`, async () => {
      assert.match(await rendered(template), new RegExp(`<${name}[^>]*>\\s*<template shadowroot(mode)?="open"`));
    });
  }

  test('a call button is rendered as a link', async () => {
    const markup = await rendered(html`<rc-click-to-call to="+16505550100">Call Anna</rc-click-to-call>`);
    assert.match(markup, /<a\b[^>]*\bhref="tel:\+16505550100"/);
    assert.match(markup, /Call Anna/);
  });

  test('a link of the page stays a link', async () => {
    const markup = await rendered(html`<rc-click-to-call to="+16505550100"><a href="tel:+16505550100">Call</a></rc-click-to-call>`);
    assert.match(markup, /<a href="tel:\+16505550100">Call<\/a>/);
  });

  test('a destination that is no phone number is not rendered as a link', async () => {
    const markup = await rendered(html`<rc-click-to-call to="javascript:alert(1)">Call</rc-click-to-call>`);
    assert.doesNotMatch(markup, /href="javascript/);
  });
});

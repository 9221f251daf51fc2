// The few tools of ours that could be wrong without anybody noticing.
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {request} from 'node:http';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test, {after, describe} from 'node:test';
import {startDemoServer} from '../../scripts/demo-server.mjs';
import {minifyCss, minifyHtml, oneTrustedTypesPolicy} from '../../scripts/rollup-plugins.mjs';

describe('shorter templates mean the same', () => {
  for (const [before, after_] of [
    [':host { display: block; }', ':host{display:block}'],
    ['a :hover , b > c { color: red; /* why */ margin: 0 auto; }', 'a :hover,b > c{color:red;margin:0 auto}'],
    ['a { width: calc(1px + 2px); }', 'a{width:calc(1px + 2px)}'],
    ['a::before { content: " ;  } "; }', 'a::before{content:" ;  } "}'],
    ['@media (width > 1px) and (hover) { a { top: 0 } }', '@media (width > 1px) and (hover){a{top:0}}'],
    ['a { --x: ; color: red }', 'a{--x:;color:red}'],
    [":host([size='small']) a[b='1'] { top: 0 !important; }", ":host([size=small]) a[b='1']{top:0!important}"],
    ['a::after { content: "[b=\'c\']" }', 'a::after{content:"[b=\'c\']"}'],
  ]) {
    test(`CSS ${before}`, () => assert.equal(minifyCss(before), after_));
  }
  test('HTML keeps white space where it was, and only there', () => {
    assert.equal(minifyHtml('<b>a</b>\n   <i>b  c</i><u>d</u>'), '<b>a</b> <i>b  c</i><u>d</u>');
  });
});

describe('one Trusted Types policy', () => {
  const transform = (code) => oneTrustedTypesPolicy('rc-x').transform(code, '/node_modules/lit-html/lit-html.js')?.code;
  const source = 'const p=t?t.createPolicy("lit-html",{createHTML:(t)=>t}):void 0;';
  test('is made by the first copy and not by the second', () => {
    const code = transform(source);
    const made = (defined) => new Function('t', 'globalThis', `${code} return p;`)(
      {createPolicy: (name) => name}, {customElements: {get: () => defined}},
    );
    assert.equal(made(undefined), 'lit-html');
    assert.equal(made(class {}), undefined);
  });
});

describe('the demo server', async () => {
  const base = mkdtempSync(path.join(tmpdir(), 'demo-'));
  after(() => rmSync(base, {recursive: true, force: true}));
  mkdirSync(path.join(base, 'demo/sub'), {recursive: true});
  mkdirSync(path.join(base, 'dist/cdn'), {recursive: true});
  writeFileSync(path.join(base, 'secret.txt'), 'secret');
  writeFileSync(path.join(base, 'demo/index.html'), 'index');
  writeFileSync(path.join(base, 'demo/page.html'), 'page');
  writeFileSync(path.join(base, 'demo/sub/index.html'), 'sub');
  writeFileSync(path.join(base, 'dist/cdn/rc-redirect.html'), 'redirect');
  const server = await startDemoServer({base, config: {clientId: '</script>'}, headers: {'x-test': '1'}});
  after(() => server.close());

  /** As it is, without the tidying that fetch() does to a path. */
  const get = (pathname, method = 'GET') => new Promise((resolve, reject) => {
    request({port: server.port, path: pathname, method}, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text) => { body += text; }).on('end', () => resolve({
        status: answer.statusCode, headers: answer.headers, body,
      }));
    }).on('error', reject).end();
  });

  for (const [pathname, body] of [
    ['/', 'index'], ['/?x=1', 'index'], ['/demo/', 'index'], ['/page', 'page'], ['/page.html', 'page'], ['/sub/', 'sub'],
    ['/rc-redirect.html?code=1', 'redirect'], ['/dist/cdn/rc-redirect.html', 'redirect'],
  ]) {
    test(`serves ${pathname}`, async () => {
      const answer = await get(pathname);
      assert.equal(answer.status, 200);
      assert.equal(answer.body, body);
      assert.equal(answer.headers['x-test'], '1');
      assert.match(answer.headers['content-type'], /^text\/html/);
    });
  }
  for (const pathname of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/demo/..%2f..%2fsecret.txt', '/none']) {
    test(`has no ${pathname}`, async () => assert.equal((await get(pathname)).status, 404));
  }
  test('tells pages their settings, without ending their script element', async () => {
    const {body} = await get('/config.js');
    assert.equal(body, 'window.RC_DEMO = {"clientId":"\\u003c/script>"};\n');
  });
  test('leads to the folder of a page', async () => {
    const {status, headers} = await get('/sub');
    assert.deepEqual([status, headers.location], [301, '/sub/']);
  });
  test('refuses what is no reading', async () => assert.equal((await get('/', 'POST')).status, 405));
  test('says when a port is taken', async () => {
    await assert.rejects(startDemoServer({base, port: server.port}), {code: 'EADDRINUSE'});
  });
});

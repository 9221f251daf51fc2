// Tools of this repository whose mistakes no other test would show.
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {request} from 'node:http';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test, {after, describe} from 'node:test';
import {rollup} from 'rollup';
import {startDemoServer} from '../../scripts/demo-server.mjs';
import {minifyTemplates, oneTrustedTypesPolicy} from '../../scripts/rollup-plugins.mjs';
import {root} from '../../scripts/run.mjs';
import {scriptWithoutAddress} from '../../scripts/script-without-address.mjs';

describe('shorter templates mean the same', () => {
  const file = path.join(root, 'src/x/x.ts');
  const shorten = async (template) => {
    const {code} = await minifyTemplates().transform(`const x = ${template};`, file);
    return (code ?? '').slice('const x = '.length, -1);
  };
  for (const [before, expected] of [
    ['css`:host { display: block; }`', 'css`:host{display:block}`'],
    ['css`a { top: 0 !important; /* why */ inset: calc(1px + 2%); }`', 'css`a{inset:calc(1px + 2%);top:0!important}`'],
    ['css`a { color: light-dark(#123456, #fedcba); }`', 'css`a{color:light-dark(#123456,#fedcba)}`'],
    ['css`:host(:state(link)) { --x: ; color: red }`', 'css`:host(:state(link)){--x: ;color:red}`'],
    ['html`<b>a</b>\n   <i>b  c</i><u>d</u>`', 'html`<b>a</b> <i>b c</i><u>d</u>`'],
    ['html`<a href="${x}" .y=${z} @click=${f}\n  ?hidden=${h}>${t}</a>`', 'html`<a href=${x} .y=${z} @click=${f} ?hidden=${h}>${t}</a>`'],
    ['html`<p class="a ${b}">\n  ${c}\n</p>`', 'html`<p class="a ${b}"> ${c} </p>`'],
    ['svg`<circle r="1"/><path d="M0 0"/>`', 'svg`<circle r=1 /><path d="M0 0"/>`'],
  ]) {
    test(before.replace(/\s+/g, ' '), async () => assert.equal(await shorten(before), expected));
  }
  test('a selector that our code replaces stays', async () => {
    const sheet = 'css`*::highlight(x) { color: red; }`';
    assert.equal(await shorten(`html\`\n <b></b>\`, y = ${sheet}`), `html\` <b></b>\`, y = ${sheet}`);
  });
});

describe('one Trusted Types policy', () => {
  const transform = (code) => oneTrustedTypesPolicy('rc-x').transform(code, '/node_modules/lit-html/lit-html.js')?.code;
  const source = 'const p=t?t.createPolicy("lit-html",{createHTML:(t)=>t}):void 0;';
  test('is made by the first copy of Lit, not by the second', () => {
    const code = transform(source);
    const made = (defined) => new Function('t', 'globalThis', `${code} return p;`)(
      {createPolicy: (name) => name}, {customElements: {get: () => defined}},
    );
    assert.equal(made(undefined), 'lit-html');
    assert.equal(made(class {}), undefined);
  });
});

describe('a script that its chunks use without its address', () => {
  const sources = {
    'script': "import {word} from 'word'; export const load = () => [word, import('one'), import('two')];",
    'word': "export const word = {};",
    'one': "import {word} from 'word'; import {part} from 'part'; export const one = [word, part];",
    'two': "import {word} from 'word'; import {part} from 'part'; export const two = [word, part];",
    'part': "export const part = 'part';",
  };
  const files = {name: 'files', resolveId: (id) => id, load: (id) => files.sources[id]};
  async function build(partWith, changed = {}) {
    files.sources = {...sources, ...changed};
    const bundle = await rollup({
      input: {script: 'script'}, preserveEntrySignatures: 'allow-extension', logLevel: 'silent',
      plugins: [files, scriptWithoutAddress('script')],
    });
    const manualChunks = (id) => id === 'part' || id === partWith ? partWith : null;
    const {output} = await bundle.generate({manualChunks, onlyExplicitManualChunks: true});
    return output.map(({code}) => code);
  }
  const symbolIn = (code) => /build-[\w-]+/.exec(code)?.[0];
  test('shares it under a symbol of the build', async () => {
    const codes = await build('one');
    assert.deepEqual(codes.filter((code) => /from ['"].*script/.test(code)), []);
    const [symbol, ...others] = codes.map(symbolIn);
    assert.deepEqual(others, [symbol, symbol]);
    for (const [partWith, changed] of [['one', {part: "export const part = 'other';"}], ['two', {}]]) {
      const [otherSymbol] = (await build(partWith, changed)).map(symbolIn);
      assert.notEqual(otherSymbol, symbol);
    }
  });
  test('does not share what pages import', () =>
    assert.rejects(build('one', {part: "import {load} from 'script'; export const part = load;"}), /imports load/));
  test('does not share what may change', () =>
    assert.rejects(build('one', {word: "export let word = {}; globalThis.change = () => { word = 1; };"}), /may change/));
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

  /** Sends the path as it is; fetch() would normalize it. */
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
    test(`answers 404 for ${pathname}`, async () => assert.equal((await get(pathname)).status, 404));
  }
  test('serves settings that cannot end a script element', async () => {
    const {body} = await get('/config.js');
    assert.equal(body, 'window.RC_DEMO = {"clientId":"\\u003c/script>"};\n');
  });
  test('redirects to the folder of a page', async () => {
    const {status, headers} = await get('/sub');
    assert.deepEqual([status, headers.location], [301, '/sub/']);
  });
  test('refuses methods other than GET and HEAD', async () => assert.equal((await get('/', 'POST')).status, 405));
  test('rejects when the port is in use', async () => {
    await assert.rejects(startDemoServer({base, port: server.port}), {code: 'EADDRINUSE'});
  });
});

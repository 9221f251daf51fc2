// Bundles RingCentral's libraries for browsers, once, so that the demo, the tests and the package all
// load the same files, in src/vendor/:
//   ringcentral-sdk.js        @ringcentral/sdk. It imports Node's `crypto` and `events`, which
//                             consumers' bundlers refuse. It is built from the TypeScript sources in
//                             its package: its compiled files carry ES5 helpers in every module, a
//                             fifth of the bytes.
//   ringcentral-web-phone.js  ringcentral-web-phone, an eighth of it: without an XML parser for one
//                             kind of message, without what we do ourselves (the socket, the
//                             microphone), and without what a call here never does.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import alias from '@rollup/plugin-alias';
import commonjs from '@rollup/plugin-commonjs';
import {nodeResolve} from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import {replaceText, withoutMethods} from './vendor-plugins.mjs';

const require = createRequire(import.meta.url);
const sdkRoot = path.dirname(require.resolve('@ringcentral/sdk/package.json'));
const versionIn = (folder) => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version;
const shim = (name) => path.join(import.meta.dirname, 'shims', name);
const vendored = (name) => path.join(import.meta.dirname, '../src/vendor', name);
const minify = (compress = {}) => terser({
  module: true, ecma: 2022, compress: {passes: 2, ...compress}, format: {comments: /^!/},
});

const sdk = {
  input: shim('sdk.js'),
  context: 'globalThis',
  shimMissingExports: true, // its sources re-export types, which leave nothing behind
  output: {
    file: vendored('ringcentral-sdk.js'),
    format: 'es',
    banner: `/*! @ringcentral/sdk ${versionIn(sdkRoot)}, MIT */`,
  },
  plugins: [
    alias({
      entries: {
        'crypto': shim('crypto.js'),
        'events': shim('events.js'),
        'ringcentral-sdk-source': path.join(sdkRoot, 'src/SDK.ts'),
      },
    }),
    replaceText('core/Constants.ts', {
      "require('../../package.json')": JSON.stringify({version: versionIn(sdkRoot)}),
    }),
    // Its constructor reads `localStorage` before it looks at its options, which throws where
    // storage is blocked (frames of third parties). Ours is always given.
    replaceText('core/Externals.ts', {'root.localStorage': 'undefined'}),
    esbuild({
      include: /\.ts$/, exclude: [], target: 'es2022', tsconfig: false,
      tsconfigRaw: {compilerOptions: {useDefineForClassFields: false}},
    }),
    nodeResolve({browser: true, preferBuiltins: false, extensions: ['.ts', '.js']}),
    commonjs(),
    minify(),
  ],
};

// Its package.json is not exported.
const webPhoneRoot = path.join(path.dirname(require.resolve('ringcentral-web-phone')), '..');

const webPhone = {
  input: shim('web-phone.js'),
  context: 'globalThis',
  treeshake: {moduleSideEffects: false},
  output: {
    file: vendored('ringcentral-web-phone.js'),
    format: 'es',
    banner: `/*! ringcentral-web-phone ${versionIn(webPhoneRoot)}, MIT */`,
  },
  plugins: [
    alias({
      entries: [
        {find: 'fast-xml-parser', replacement: shim('rc-message-xml.js')},
        {find: 'blueimp-md5', replacement: shim('md5.js')},
        {find: /^.*\/response-codes\.mjs$/, replacement: shim('sip-response-codes.js')},
      ],
    }),
    // Its own socket, devices and automatic answers: `sipClient` and `webRtcSessionFactory` are always
    // given, and a page's microphone never opens by itself.
    replaceText('ringcentral-web-phone/dist/index.mjs', {
      ' ?? new DefaultSipClient(options)': '',
      ' ?? new DefaultDeviceManager()': '',
      'if (!this.autoAnswer) return;': 'return;',
    }),
    replaceText('dist/call-session/index.mjs', {
      'if (factory)': 'if (true)',
      'if (this.webPhone.options.webRtcSessionFactory)': 'if (true)',
      'this.webPhone.options.webRtcSessionFactory ?': 'true ?',
    }),
    withoutMethods('dist/call-session/index.mjs', [
      'mediaStream', 'waitForIceGatheringComplete', 'changeInputDevice', 'changeOutputDevice',
      'mute', 'unmute', 'toggleTrack', 'sendDtmf',
      'transfer', 'warmTransfer', 'completeWarmTransfer', '_transfer', 'remoteTag', 'localTag',
      'startRecording', 'stopRecording', 'flip', 'park', 'sendJsonMessage',
      'isConference', 'partyId', 'remoteNumber', 'localNumber',
    ]),
    withoutMethods('dist/call-session/inbound.mjs', [
      'rcApiCallInfo', 'toVoicemail', 'decline', 'sendAndWaitForCancel', 'forward', 'startReply', 'reply',
    ]),
    withoutMethods('dist/call-session/outbound.mjs', ['remoteNumber']),
    withoutMethods('dist/sip-message/index.mjs', ['shortString']),
    withoutMethods('ringcentral-web-phone/dist/index.mjs', ['start', 'dispose']),
    nodeResolve({browser: true}),
    minify(),
  ],
};

export default [sdk, webPhone];

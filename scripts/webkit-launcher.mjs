// WebKitGTK for @web/test-runner, by the W3C WebDriver protocol over fetch.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';

const BROWSER = process.env.WEBKIT_PATH ?? miniBrowser();
const DRIVER = process.env.WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver';
/** As in the other engines under automation, a test may open a window without a click. */
const ARGS = ['--automation', '--javascript-can-open-windows-automatically=true'];
const DISPLAY_SERVER = '/usr/bin/Xvfb';

/** The protocol's names for keys that write nothing. */
const KEYS = {
  Backspace: '\uE003', Tab: '\uE004', Enter: '\uE007', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A',
  Escape: '\uE00C', Space: ' ', PageUp: '\uE00E', PageDown: '\uE00F', End: '\uE010', Home: '\uE011',
  ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Delete: '\uE017',
};
/** The bars of the window would keep it wider than a telephone. */
const NARROW = `* {
  min-width: 0; min-height: 0; margin: 0; padding: 0; border-width: 0; font-size: 1px; -gtk-icon-transform: scale(0.01);
}`;

const BUTTONS = {left: 0, middle: 1, right: 2};

/** Attempts to reach the driver, a tenth of a second apart. */
const MAX_ATTEMPTS = 100;

export function hasWebkit() {
  const hasDisplay = Boolean(process.env.DISPLAY) || existsSync(DISPLAY_SERVER);
  return hasDisplay && [BROWSER, DRIVER].every(existsSync);
}

/** A WebKit window with a driver and, where there is none, a display of its own. */
export async function startWebkit() {
  const children = [];
  const home = mkdtempSync(path.join(tmpdir(), 'webkit-'));
  const stop = () => {
    children.forEach((child) => child.kill());
    rmSync(home, {recursive: true, force: true});
  };
  process.once('exit', stop);
  try {
    mkdirSync(path.join(home, 'gtk-3.0'));
    writeFileSync(path.join(home, 'gtk-3.0/gtk.css'), NARROW);
    const port = await freePort();
    const env = {
      ...process.env,
      DISPLAY: process.env.DISPLAY || await startDisplay(children),
      XDG_CONFIG_HOME: home,
      GDK_BACKEND: 'x11',
      NO_AT_BRIDGE: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
    };
    children.push(spawn(DRIVER, [`--port=${port}`, '--host=127.0.0.1'], {stdio: 'ignore', env}));
    const driver = driverAt(`http://127.0.0.1:${port}`);
    await untilReady(driver);
    const {sessionId, capabilities} = await driver('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': {binary: BROWSER, args: ARGS},
        },
      },
    });
    const session = (method, path, body) => driver(method, `/session/${sessionId}${path}`, body);
    const window = windowOf(session);
    return {
      ...window,
      version: capabilities.browserVersion,
      async close() {
        // It may have gone before us.
        await driver('DELETE', `/session/${sessionId}`).catch(() => undefined);
        stop();
        process.off('exit', stop);
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** The runner's own commands know Puppeteer's pages: this has of them what the commands use. */
function windowOf(session) {
  const act = (...actions) => session('POST', '/actions', {actions});
  const press = (...actions) => act({type: 'key', id: 'keys', actions});
  const point = (...actions) =>
    act({type: 'pointer', id: 'mouse', parameters: {pointerType: 'mouse'}, actions});
  const down = (value) => ({type: 'keyDown', value: KEYS[value] ?? value});
  const up = (value) => ({type: 'keyUp', value: KEYS[value] ?? value});
  const move = (x, y) => ({type: 'pointerMove', duration: 0, x, y});
  const button = (type, name = 'left') => ({type, button: BUTTONS[name]});
  const evaluate = (script, args = []) => session('POST', '/execute/sync', {script, args});
  /** Width and height of the window's bars. */
  let bars;

  return {
    goto: (url) => session('POST', '/url', {url}),
    url: () => session('GET', '/url'),
    screenshot: () => session('GET', '/screenshot').then((base64) => Buffer.from(base64, 'base64')),
    evaluate,
    keyboard: {
      press: (key) => press(down(key), up(key)),
      type: (text) => press(...Array.from(text).flatMap((key) => [down(key), up(key)])),
      down: (key) => press(down(key)),
      up: (key) => press(up(key)),
    },
    mouse: {
      move: (x, y) => point(move(x, y)),
      click: (x, y, {button: name} = {}) =>
        point(move(x, y), button('pointerDown', name), button('pointerUp', name)),
      down: ({button: name} = {}) => point(button('pointerDown', name)),
      up: ({button: name} = {}) => point(button('pointerUp', name)),
      reset: () => session('DELETE', '/actions'),
    },
    /** The protocol sizes the window with its bars: their size is measured once. */
    async setViewport({width, height}) {
      if (!bars) {
        const rect = await session('POST', '/window/rect', {width: 800, height: 700});
        const [innerWidth, innerHeight] = await evaluate('return [innerWidth, innerHeight]');
        bars = {width: rect.width - innerWidth, height: rect.height - innerHeight};
      }
      await session('POST', '/window/rect', {
        width: width + bars.width, height: height + bars.height,
      });
    },
  };
}

export function webkitLauncher() {
  let window;
  let activeSession = null;
  // One window: its navigations have to wait for each other.
  let queue = Promise.resolve();
  return {
    name: 'WebKit',
    // The runner's commands (keys, mouse, viewport) work with this type; see `windowOf`.
    type: 'puppeteer',
    concurrency: 1,
    async initialize() {
      window = await startWebkit();
    },
    async startSession(id, url) {
      activeSession = id;
      queue = queue.then(async () => {
        await window.setViewport({width: 800, height: 600});
        await window.goto(url);
      });
      await queue;
    },
    isActive: (id) => activeSession === id,
    getPage: () => window,
    getBrowserUrl: () => window.url(),
    async stopSession() {
      activeSession = null;
      await window.goto('about:blank');
      return {};
    },
    startDebugSession() {
      throw new Error('WebKit cannot be debugged from here.');
    },
    async stop() {
      await window?.close();
    },
  };
}

function driverAt(base) {
  return async (method, path, body) => {
    const answer = await fetch(base + path, {
      method,
      ...(body && {body: JSON.stringify(body), headers: {'content-type': 'application/json'}}),
    });
    const {value} = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
}

async function untilReady(driver) {
  for (let tries = 0; ; tries++) {
    try {
      return await driver('GET', '/status');
    } catch (error) {
      if (tries > MAX_ATTEMPTS) throw error;
      await pause(100);
    }
  }
}

async function startDisplay(children) {
  // Without a window manager, the window under the pointer is in front. The pointer stands in the
  // middle of the screen, so the screen is smaller than any window.
  const args = ['-displayfd', '3', '-screen', '0', '200x100x24', '-nolisten', 'tcp'];
  const server = spawn(DISPLAY_SERVER, args, {stdio: ['ignore', 'ignore', 'ignore', 'pipe']});
  children.push(server);
  const ended = once(server, 'exit').then(([code]) => {
    throw new Error(`${DISPLAY_SERVER} ended with ${code} before it had a display.`);
  });
  const [number] = await Promise.race([once(server.stdio[3], 'data'), ended]);
  return `:${String(number).trim()}`;
}

/** Debian has a folder for each kind of machine. */
function miniBrowser() {
  const kind = {x64: 'x86_64', arm64: 'aarch64'}[process.arch] ?? process.arch;
  return `/usr/lib/${kind}-linux-gnu/webkit2gtk-4.1/MiniBrowser`;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}

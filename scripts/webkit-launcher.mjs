// WebKitGTK for @web/test-runner, by the W3C WebDriver protocol over fetch. It has none of the runner's commands.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {createServer} from 'node:net';

const BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}

export const hasWebkit = () => existsSync(process.env.WEBKIT_PATH ?? BROWSER);

export function webkitLauncher({driver = 'WebKitWebDriver', browser = process.env.WEBKIT_PATH ?? BROWSER} = {}) {
  const children = [];
  let base;
  let session;
  let active = null;
  // One window: its navigations have to wait for each other.
  let queue = Promise.resolve();

  async function call(method, path, body) {
    const answer = await fetch(base + path, {
      method,
      ...(body && {body: JSON.stringify(body), headers: {'content-type': 'application/json'}}),
    });
    const {value} = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  async function display() {
    if (process.env.DISPLAY) return process.env.DISPLAY;
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    children.push(server);
    const [number] = await once(server.stdio[3], 'data');
    return `:${String(number).trim()}`;
  }

  async function start() {
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    children.push(spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
      stdio: 'ignore',
      env: {...process.env, DISPLAY: await display(), GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', LIBGL_ALWAYS_SOFTWARE: '1'},
    }));
    process.once('exit', () => children.forEach((child) => child.kill()));
    for (let tries = 0; ; tries++) {
      try {
        await fetch(`${base}/status`);
        break;
      } catch (error) {
        if (tries > 50) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    const {sessionId} = await call('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': {binary: browser, args: ['--automation']},
        },
      },
    });
    session = `/session/${sessionId}`;
  }

  const go = (url) => call('POST', `${session}/url`, {url});

  return {
    name: 'WebKit',
    type: 'webkitgtk',
    concurrency: 1,
    initialize: start,
    async startSession(id, url) {
      active = id;
      queue = queue.then(() => go(url));
      await queue;
    },
    isActive: (id) => active === id,
    getBrowserUrl: () => call('GET', `${session}/url`),
    async stopSession() {
      active = null;
      await go('about:blank');
      return {};
    },
    startDebugSession() {
      throw new Error('WebKit cannot be debugged from here.');
    },
    async stop() {
      try {
        await call('DELETE', session);
      } catch {
        // It went before us.
      }
      for (const child of children) child.kill();
    },
    setViewport: ({width, height}) => call('POST', `${session}/window/rect`, {width, height}),
  };
}

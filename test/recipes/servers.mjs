// Starts the servers of docs/recipes: unchanged files, with the ports and folders of a test.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {root} from '../../scripts/run.mjs';

const recipe = (name) => path.join(root, 'docs/recipes', name);

/** Below the ephemeral ports, so that no other process gets it before the server starts. */
async function freePort() {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const server = createServer();
    const isFree = await new Promise((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => { server.close(resolve); });
    return port;
  }
}

/** Resolves when the output of the process matches `ready`. */
async function start(command, args, {ready, env = {}, install}) {
  const child = spawn(command, args, {env: {...process.env, PATH: `${process.env.PATH}:/usr/sbin`, ...env}, stdio: ['ignore', 'pipe', 'pipe'], detached: true});
  // The whole process group, since PHP's web server leaves its workers behind.
  const kill = () => {
    if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid);
  };
  process.once('exit', kill);
  let output = '';
  try {
    await new Promise((resolve, reject) => {
      child.once('error', ({code, message}) => reject(new Error(code === 'ENOENT' ? install : message)));
      child.once('exit', () => reject(new Error(`${command} ended: ${output}`)));
      const listen = (text) => {
        output += text;
        if (ready.test(output)) resolve();
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
    });
  } catch (error) {
    kill();
    throw error;
  }
  return {
    output: () => output,
    async stop() {
      process.off('exit', kill);
      const ended = once(child, 'exit');
      kill();
      await ended;
    },
  };
}

const settings = (server, redirect) =>
  ({RC_CLIENT_ID: 'recipe', RC_CLIENT_SECRET: 'a-client-secret', RC_REDIRECT_URI: redirect, RC_SERVER: server});

/** Makes the folder of a site: the built files in rc/, and the page of the recipes. */
function siteFolder(backend) {
  const folder = mkdtempSync(path.join(tmpdir(), 'recipes-'));
  mkdirSync(path.join(folder, 'site'));
  symlinkSync(path.join(root, 'dist/cdn'), path.join(folder, 'site/rc'));
  writeFileSync(path.join(folder, 'site/calls.html'), readFileSync(recipe('calls.html'), 'utf8').replaceAll('/rc-api', backend));
  for (const script of ['calls.js', 'token.js']) copyFileSync(recipe(script), path.join(folder, 'site', script));
  return folder;
}

/** Starts proxy.mjs behind nginx, which serves the files. `env`: settings; `pages`: name → HTML. */
export async function startNode(server, env = {}, pages = {}) {
  const [port, backendPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const folder = siteFolder('/rc-api');
  for (const [name, html] of Object.entries(pages)) writeFileSync(path.join(folder, 'site', name), html);
  const nginxConf = readFileSync(recipe('nginx.conf'), 'utf8').replace('127.0.0.1:8080', `127.0.0.1:${backendPort}`);
  writeFileSync(path.join(folder, 'rc-click-to-call.conf'), nginxConf);
  writeFileSync(path.join(folder, 'nginx.conf'), `
    daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr notice; events {}
    http {
      access_log off; include /etc/nginx/mime.types;
      ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
      server { listen 127.0.0.1:${port}; root ${folder}/site; include ${folder}/rc-click-to-call.conf; }
    }`);
  const running = [];
  const close = async () => {
    await Promise.all(running.map((server) => server.stop()));
    rmSync(folder, {recursive: true, force: true});
  };
  try {
    running.push(await start(process.execPath, [recipe('proxy.mjs')], {
      ready: /is served/, env: {...settings(server, `${url}/rc-api/signed-in`), PORT: String(backendPort), ...env},
    }));
    running.push(await start('nginx', ['-e', 'stderr', '-p', folder, '-c', path.join(folder, 'nginx.conf')], {
      ready: /using the ".+" event method/,
      install: 'nginx is not installed, so its recipe cannot be tested. Debian and Ubuntu: apt-get install nginx-light',
    }));
  } catch (error) {
    await close();
    throw error;
  }
  return {url, backend: '/rc-api', close, output: () => running[0].output()};
}

/** Starts PHP's own web server. `files`: recipe → name in the site. */
export async function startPhp(server, files = {'proxy.php': 'rc-api.php'}) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const folder = siteFolder('/rc-api.php');
  mkdirSync(path.join(folder, 'sessions'));
  for (const [name, as] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, 'site', as)), {recursive: true});
    copyFileSync(name.includes('/') ? path.join(root, name) : recipe(name), path.join(folder, 'site', as));
    if (as.startsWith('plugins/')) symlinkSync(path.join(root, 'dist/cdn'), path.join(folder, 'site', path.dirname(as), 'rc'));
  }
  const close = async () => {
    await running?.stop();
    rmSync(folder, {recursive: true, force: true});
  };
  let running;
  try {
    running = await start('php', ['-S', `localhost:${port}`, '-t', path.join(folder, 'site')], {
      ready: /Development Server .+ started/,
      install: 'PHP is not installed, so its recipes cannot be tested. Debian and Ubuntu: apt-get install php-cli',
      env: {
        ...settings(server, `${url}/rc-api.php/signed-in`), RC_SESSIONS: path.join(folder, 'sessions'), PHP_CLI_SERVER_WORKERS: '4',
      },
    });
  } catch (error) {
    await close();
    throw error;
  }
  return {url, backend: '/rc-api.php', close, output: () => running.output()};
}

// Starts one of our tools and waits for it.
import {spawn} from 'node:child_process';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Packages' programs first, as npm scripts have it. */
const PATH = `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`;

/**
 * Resolves with the exit code, also when the program could not be started.
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: Record<string, string>}} [options]
 * @returns {Promise<number>}
 */
export function run(command, args = [], {env = {}} = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: {...process.env, PATH, ...env},
      shell: process.platform === 'win32',
    });
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code, signal) => {
      if (signal) console.error(`${command} was ended by ${signal}.`);
      resolve(code ?? 1);
    });
  });
}

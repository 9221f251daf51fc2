// A site that answers as a web server on the internet does: gzipped.
import {readdirSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import path from 'node:path';
import {gzipSync} from 'node:zlib';

const TYPES = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8'};

/** Path → content of the files of a built `dist/cdn`, below `home`. */
export const filesOf = (folder, home) => Object.fromEntries(readdirSync(folder, {recursive: true})
  .filter((name) => name in TYPES || path.extname(name) in TYPES)
  .map((name) => [path.posix.join(home, name.split(path.sep).join('/')), readFileSync(path.join(folder, name))]));

/** @param {Record<string, string | Buffer>} files path → content */
export async function startSite(files) {
  const zipped = new Map(Object.entries(files).map(([name, content]) => [name, gzipSync(content, {level: 9})]));
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url, 'http://site');
    const body = zipped.get(pathname);
    if (!body) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': TYPES[path.extname(pathname)], 'content-encoding': 'gzip',
      'content-length': body.length, 'cache-control': 'max-age=600',
    }).end(body);
  });
  await new Promise((resolve) => { server.listen(0, resolve); });
  return {
    origin: `http://localhost:${server.address().port}`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

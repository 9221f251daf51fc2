// One visit of a page over an emulated line, with an empty cache.

/** Bit/s as bytes/s. */
const rate = (kilobits) => kilobits * 1000 / 8;

export const LINES = {
  'slow 4G': {latencyMs: 400, bytesPerSecond: rate(400)},
  'fast 3G': {latencyMs: 150, bytesPerSecond: rate(1600)},
};

/**
 * Notes requests and their bytes.
 * @returns {Map<string, {url: string, type: string, start: number, end?: number, bytes?: number}>}
 */
async function watchRequests(session) {
  const requests = new Map();
  session.on('Network.requestWillBeSent', ({requestId, request: {url, method}, type, timestamp}) => {
    requests.set(requestId, {url, method, type, start: timestamp});
  });
  session.on('Network.loadingFinished', ({requestId, timestamp, encodedDataLength: bytes}) => {
    Object.assign(requests.get(requestId) ?? {}, {end: timestamp, bytes});
  });
  await session.send('Network.enable');
  return requests;
}

/**
 * The wave of each script: one after the scripts that had come when it was requested. On a line as slow
 * as these, nothing else can have caused the request.
 */
function wavesOf(requests) {
  const scripts = [...requests.values()]
    .filter(({url, type, method}) => type === 'Script' && method === 'GET' && url.startsWith('http'))
    .toSorted((a, b) => a.start - b.start);
  for (const script of scripts) {
    const before = scripts.filter(({end}) => end < script.start).map(({wave}) => wave);
    script.wave = 1 + Math.max(0, ...before);
  }
  return scripts;
}

const isOfApi = ({url, type}) => type !== 'Script' && url.includes('/restapi/');

/** The requests to the API, preflights too, that came one after the other before `time`. */
function apiRoundTripsBefore(requests, time) {
  const roundTrips = [];
  for (const request of [...requests.values()].filter(isOfApi)) {
    const isLater = request.start >= (roundTrips.at(-1)?.end ?? -Infinity);
    if (request.end <= time && isLater) roundTrips.push(request);
  }
  return roundTrips;
}

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {{url: string, line: typeof LINES[string], storage?: Record<string, string>}} place
 * @param {(page: import('puppeteer-core').Page) => Promise<unknown>} [act] once the page is ready
 * @returns `bytes`: of what had come before the page was ready; `bytesBeforeApi`: of what the first
 *   request to the API could not do without
 */
export async function visit(browser, {url, line, storage = {}}, act) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.goto(new URL('/empty.html', url).href);
    await page.evaluate((entries) => Object.assign(localStorage, entries), storage);
    const session = await page.createCDPSession();
    const requests = await watchRequests(session);
    const {latencyMs: latency, bytesPerSecond: downloadThroughput} = line;
    await session.send('Network.emulateNetworkConditions', {
      offline: false, latency, downloadThroughput, uploadThroughput: downloadThroughput,
    });
    await page.goto(url, {waitUntil: 'domcontentloaded'});
    await page.waitForFunction(() => globalThis.readyAt, {polling: 'raf', timeout: 60_000});
    const acted = await act?.(page);
    const readyMs = await page.evaluate(() => globalThis.readyAt);
    const [document] = requests.values();
    const readyTime = document.start + readyMs / 1000;
    const scripts = wavesOf(requests);
    const scriptsBefore = scripts.filter(({end}) => end <= readyTime);
    const bytesUntil = (time) => [document, ...scripts].filter(({end}) => end <= time)
      .reduce((sum, each) => sum + each.bytes, 0);
    const roundTrips = apiRoundTripsBefore(requests, readyTime);
    return {
      readyMs, acted, bytes: bytesUntil(readyTime),
      apiRoundTrips: roundTrips.length, bytesBeforeApi: bytesUntil(roundTrips[0]?.start ?? 0),
      waves: Math.max(0, ...scriptsBefore.map(({wave}) => wave)),
    };
  } finally {
    await context.close();
  }
}

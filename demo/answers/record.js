/**
 * Records what RingCentral answers to the requests of this page, also to those of the elements.
 * Nothing that is recorded leaves the page.
 *
 * @typedef {object} Entry
 * @property {number} at Seconds since the page was opened.
 * @property {'request' | 'socket'} kind
 * @property {string} [method] Of a request; the rest of it likewise.
 * @property {string} [path]
 * @property {unknown} [sent] The body.
 * @property {number | 'no answer'} [status] `no answer`: the browser gave none to this page.
 * @property {string[]} [headers] Names of the headers that the page may read.
 * @property {string} [type] Of the socket: `open`, `sent`, `received`, `closed`, `failed`.
 * @property {number} [code] With `closed`.
 * @property {unknown} [body] What was answered, or a frame.
 */

/** The bodies of other answers say nothing of calls, but much of the user. */
const WITH_BODY = /\/(?:ring-out|telephony|presence|wstoken)\b/;

/** The path of RingCentral's API; empty for other addresses. */
const apiPath = (/** @type {string} */ url) => /\/restapi\/.*/.exec(new URL(url).pathname)?.[0] ?? '';

/** @param {Request | Response} message */
async function readBody(message) {
  const text = await message.clone().text().catch(() => '');
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return `${text.length} characters that are no JSON`;
  }
}

export class Recorder {
  /** @type {Entry[]} */
  entries = [];
  /** The `Authorization` header of the last request; it stays in memory. */
  authorization = '';
  #onEntry;

  /** @param {() => void} onEntry */
  constructor(onEntry) {
    this.#onEntry = onEntry;
  }

  /** @param {Omit<Entry, 'at'>} entry */
  add(entry) {
    const at = Math.round(performance.now() / 100) / 10;
    this.entries.push({at, ...entry});
    this.#onEntry();
  }

  /** Call it before anything keeps `fetch` for itself. */
  watchRequests() {
    const send = window.fetch.bind(window);
    window.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (!apiPath(request.url)) return send(request);
      const sent = WITH_BODY.test(request.url) ? await readBody(request) : undefined;
      this.authorization = request.headers.get('authorization') ?? this.authorization;
      const response = await send(request).catch((error) => {
        this.#addRequest(request, sent);
        throw error;
      });
      await this.#addAnswer(request, sent, response);
      return response;
    };
  }

  /** @param {Request} request @param {unknown} sent */
  #addRequest({method, url}, sent) {
    this.add({kind: 'request', method, path: apiPath(url), sent, status: 'no answer'});
  }

  /** @param {Request} request @param {unknown} sent @param {Response} response */
  async #addAnswer({method, url}, sent, response) {
    const body = WITH_BODY.test(url) ? await readBody(response) : undefined;
    const {status} = response;
    const headers = [...response.headers.keys()];
    this.add({kind: 'request', method, path: apiPath(url), sent, status, headers, body});
  }
}

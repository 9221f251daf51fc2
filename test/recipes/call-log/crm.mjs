// Stand-ins of HubSpot's and Pipedrive's API, as far as the recipes use them.
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {text} from 'node:stream/consumers';

const HUBSPOT_PROPERTIES = new Set([
  'hs_timestamp', 'hs_call_title', 'hs_call_body', 'hs_call_direction', 'hs_call_duration', 'hs_call_from_number',
  'hs_call_to_number', 'hs_call_status', 'hs_call_disposition', 'hs_call_recording_url',
]);
const HUBSPOT_STATUSES = new Set(['', 'BUSY', 'CANCELED', 'COMPLETED', 'FAILED', 'NO_ANSWER']);
const GUID = /^(|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/;

class Crm {
  #server;
  url;

  async start() {
    this.#server = createServer(async (request, response) => {
      const fault = this.faults.shift() ?? 'none';
      const body = await text(request);
      if (fault === 'never') return;
      if (typeof fault === 'number') return void response.writeHead(fault).end('{}');
      try {
        const url = new URL(request.url, 'http://crm');
        const answer = this.answer(request, url, body && JSON.parse(body));
        // The CRM has done it, and its answer does not arrive.
        if (fault === 'lost') return void request.socket.destroy();
        response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(answer));
      } catch (error) {
        this.problems.push(error.message);
        response.writeHead(400).end('{}');
      }
    });
    await new Promise((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
    this.url = `http://localhost:${this.#server.address().port}`;
  }

  close() {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  reset() {
    Object.assign(this, {faults: [], problems: [], entries: new Map(), requests: []});
  }
}

export class HubSpot extends Crm {
  answer({method, headers}, {pathname}, body) {
    assert.equal(headers.authorization, 'Bearer a-hubspot-token');
    this.requests.push(`${method} ${pathname}`);
    if (pathname === '/crm/v3/objects/calls/batch/upsert') return this.#upsert(body);
    if (pathname === '/crm/v3/objects/contacts/search') {
      const isAnna = body.filterGroups.some(({filters: [{propertyName, operator, value}]}) =>
        propertyName === 'phone' && operator === 'EQ' && value === '+16505550142');
      return {total: Number(isAnna), results: isAnna ? [{id: '51'}] : []};
    }
    const [, call, contact] = /^\/crm\/v4\/objects\/calls\/(\d+)\/associations\/default\/contacts\/(\d+)$/.exec(pathname) ?? [];
    const entry = [...this.entries.values()].find(({id}) => id === call);
    assert.ok(entry && method === 'PUT', pathname);
    entry.contact = contact;
    return {};
  }

  #upsert({inputs: [{idProperty, id: key, properties}]}) {
    assert.equal(idProperty, 'rc_call_key');
    for (const [name, value] of Object.entries(properties)) {
      assert.ok(HUBSPOT_PROPERTIES.has(name), name);
      assert.ok(['string', 'number'].includes(typeof value), `${name}: ${value}`);
    }
    assert.ok(HUBSPOT_STATUSES.has(properties.hs_call_status), properties.hs_call_status);
    assert.match(properties.hs_call_disposition, GUID);
    const known = this.entries.get(key);
    const entry = {id: String(1000 + this.entries.size), ...known, ...properties};
    this.entries.set(key, entry);
    return {results: [{id: entry.id, new: !known}]};
  }
}

export class Pipedrive extends Crm {
  answer({method, headers}, {pathname, searchParams}, body) {
    assert.equal(headers['x-api-token'], 'a-pipedrive-token');
    this.requests.push(`${method} ${pathname}`);
    if (pathname === '/persons/search') {
      const items = searchParams.get('term') === '+16505550142' ? [{item: {id: 51}}] : [];
      return {data: {items}};
    }
    if (method === 'GET' && pathname === '/activities') {
      assert.match(searchParams.get('updated_since'), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      return {data: [...this.entries.values()]};
    }
    const [, known] = /^\/activities\/(\d+)$/.exec(pathname) ?? [];
    assert.equal(method, known ? 'PATCH' : 'POST');
    assert.equal(body.type, 'call');
    assert.equal(body.done, true);
    assert.match(body.duration, /^\d\d:\d\d$/);
    const id = known ? Number(known) : 2000 + this.entries.size;
    assert.equal(this.entries.has(id), Boolean(known));
    this.entries.set(id, {id, ...this.entries.get(id), ...body});
    return {data: this.entries.get(id)};
  }
}

import {expect} from '@open-wc/testing';
import {simulatorUrl, world, type World} from './simulator.js';

const EXTENSION = '/restapi/v1.0/account/~/extension/~';

async function asUser(place: World, path: string, init: RequestInit = {}): Promise<Response> {
  const {access_token: token} = await place.tokens();
  return fetch(place.server + path, {
    ...init, headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
  });
}

const call = (place: World, to = '+16505550100'): Promise<Response> =>
  asUser(place, `${EXTENSION}/ring-out`, {
    method: 'POST', body: JSON.stringify({from: {phoneNumber: '+16505550101'}, to: {phoneNumber: to}}),
  });

describe('the simulator beside the test runner', () => {
  it('is on another origin than the page', () => {
    expect(new URL(simulatorUrl()).origin).not.to.equal(location.origin);
  });

  it('refuses who is not signed in', async () => {
    expect((await fetch(world().server + EXTENSION)).status).to.equal(401);
  });

  it('keeps worlds apart', async () => {
    const [one, other] = [world(), world()];
    expect((await asUser(one, EXTENSION)).ok).to.equal(true);
    expect((await one.requests(EXTENSION)).map(({status}) => status)).to.deep.equal([200]);
    expect(await other.requests()).to.deep.equal([]);
  });

  it('makes the next matching requests go wrong, and only them', async () => {
    const place = world();
    await place.faults({path: '/forwarding-number', status: 503});
    expect((await asUser(place, EXTENSION)).status).to.equal(200);
    expect((await asUser(place, `${EXTENSION}/forwarding-number`)).status).to.equal(503);
    expect((await asUser(place, `${EXTENSION}/forwarding-number`)).status).to.equal(200);
  });

  it('lets time pass without waiting', async () => {
    const place = world();
    const {id} = await (await call(place)).json() as {id: string};
    await place.advance(3_600_000);
    const status = await asUser(place, `${EXTENSION}/ring-out/${encodeURIComponent(id)}`);
    expect(status.status).to.equal(404);
  });

  it('ends the sessions of a world', async () => {
    const place = world();
    const {access_token: token} = await place.tokens();
    await place.revoke();
    const answer = await fetch(place.server + EXTENSION, {headers: {authorization: `Bearer ${token}`}});
    expect(answer.status).to.equal(401);
  });
});

import {expect} from '@open-wc/testing';
import {simulatorUrl, world, type World} from './simulator.js';

const EXTENSION = '/restapi/v1.0/account/~/extension/~';

async function asUser(ownWorld: World, path: string, init: RequestInit = {}): Promise<Response> {
  const {access_token: token} = await ownWorld.tokens();
  return fetch(ownWorld.server + path, {
    ...init, headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
  });
}

const call = (ownWorld: World, to = '+16505550100'): Promise<Response> =>
  asUser(ownWorld, `${EXTENSION}/ring-out`, {
    method: 'POST', body: JSON.stringify({from: {phoneNumber: '+16505550101'}, to: {phoneNumber: to}}),
  });

describe('the simulator beside the test runner', () => {
  it('has another origin than the page', () => {
    expect(new URL(simulatorUrl()).origin).not.to.equal(location.origin);
  });

  it('refuses a request without a session', async () => {
    expect((await fetch(world().server + EXTENSION)).status).to.equal(401);
  });

  it('keeps worlds apart', async () => {
    const [first, second] = [world(), world()];
    expect((await asUser(first, EXTENSION)).ok).to.equal(true);
    expect((await first.requests(EXTENSION)).map(({status}) => status)).to.deep.equal([200]);
    expect(await second.requests()).to.deep.equal([]);
  });

  it('fails the next matching requests, and no others', async () => {
    const ownWorld = world();
    await ownWorld.faults({path: '/forwarding-number', status: 503});
    expect((await asUser(ownWorld, EXTENSION)).status).to.equal(200);
    expect((await asUser(ownWorld, `${EXTENSION}/forwarding-number`)).status).to.equal(503);
    expect((await asUser(ownWorld, `${EXTENSION}/forwarding-number`)).status).to.equal(200);
  });

  it('moves time without waiting', async () => {
    const ownWorld = world();
    const {id} = await (await call(ownWorld)).json() as {id: string};
    await ownWorld.advance(3_600_000);
    const status = await asUser(ownWorld, `${EXTENSION}/ring-out/${encodeURIComponent(id)}`);
    expect(status.status).to.equal(404);
  });

  it('ends the sessions of a world', async () => {
    const ownWorld = world();
    const {access_token: token} = await ownWorld.tokens();
    await ownWorld.revoke();
    const answer = await fetch(ownWorld.server + EXTENSION, {headers: {authorization: `Bearer ${token}`}});
    expect(answer.status).to.equal(401);
  });
});

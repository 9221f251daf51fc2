// Tests of a page with a phone share how it is provisioned, and how they wait for something.
import assert from 'node:assert/strict';

export const LIMIT_MS = 6000;
export const POLL_MS = 20;

/** The data by which the phone registers. */
export async function provision(simulator, world) {
  const {access_token: token} = world.signIn();
  const response = await fetch(`${simulator.url}/restapi/v1.0/client-info/sip-provision`, {
    method: 'POST', body: JSON.stringify({sipInfo: [{transport: 'WSS'}]}),
    headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
  });
  const {sipInfo: [sipInfo]} = await response.json();
  return sipInfo;
}

/** Looks until something holds. */
export async function until(what, holds) {
  const start = performance.now();
  for (;;) {
    const value = await holds();
    if (value) return value;
    assert.ok(performance.now() - start < LIMIT_MS, `not within ${LIMIT_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Lets one of the faults of the matrices happen to the next request of a kind. */
import type {NetworkFault, Tab, VirtualBrowser} from '../support/virtual.js';
import type {Fault} from './fault-matrix.js';

const NETWORK_FAULTS: Partial<Record<Fault, NetworkFault['kind']>> = {
  'no answer in time': 'hang', 'connection lost before': 'before', 'connection lost after': 'after',
};

const FAULTY_ANSWERS: Partial<Record<Fault, object>> = {
  'connection lost within the body': {kind: 'drop-body', status: 200},
  '400': {kind: 'status', status: 400, body: {errorCode: 'CMN-103'}},
  '401 once': {kind: 'status', status: 401, body: {errorCode: 'OAU-128'}},
  '403': {kind: 'status', status: 403, body: {errorCode: 'CMN-408'}},
  '404': {kind: 'status', status: 404, body: {errorCode: 'CMN-102'}},
  '429': {kind: 'status', status: 429, body: {errorCode: 'CMN-301'}},
  '429, Retry-After 20': {kind: 'status', status: 429, headers: {'retry-after': '20'}},
  '500': {kind: 'status', status: 500},
  '502 as HTML': {kind: 'html', status: 502},
  '503, Retry-After 20': {kind: 'status', status: 503, headers: {'retry-after': '20'}},
  'truncated JSON': {kind: 'truncated'},
  'wrong types': {kind: 'wrong-types'},
  'empty body': {kind: 'empty'},
  'captive portal': {kind: 'html', status: 200},
  '401 as HTML': {kind: 'html', status: 401},
  '403 as HTML': {kind: 'html', status: 403},
  '404 as HTML': {kind: 'html', status: 404},
  '429, Retry-After -5': {kind: 'status', status: 429, headers: {'retry-after': '-5'}},
};

/** The fault as one of the network: the platform does not see every such request. */
export const networkFaultOf = (fault: Fault): NetworkFault['kind'] | undefined =>
  NETWORK_FAULTS[fault];

/** The request leaves the tab, but never reaches the simulator. */
export const isUnseen = (fault: Fault): boolean =>
  fault === 'connection lost before' || fault === 'no answer in time';

export function injectFault(
  {browser, tab}: {readonly browser: VirtualBrowser; readonly tab: Tab},
  target: {readonly method: string; readonly path: string}, fault: Fault,
): void {
  const kind = networkFaultOf(fault);
  const faultyAnswer = FAULTY_ANSWERS[fault];
  if (fault === 'offline') tab.goOnline(false);
  if (fault === 'said to be offline') tab.sayOnline(false);
  if (kind) browser.faults.push({...target, kind});
  if (faultyAnswer) browser.simulator.faults.push({...target, ...faultyAnswer});
}

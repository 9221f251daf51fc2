import {expect} from '@open-wc/testing';
import {InboundRecords} from '../../../src/store/inbound/inbound-records.js';
import {advanceRecord, createRecord} from '../../../src/store/inbound/inbound-record.js';
import type {Sighting} from '../../../src/store/inbound/sighting.js';
import {observable} from '../../../src/store/observable.js';
import type {Inbound, StoreEvent} from '../../../src/store/types.js';
import {VirtualBrowser} from '../../support/virtual.js';

const RINGING: Sighting = {
  sessionId: 's-1', state: 'ringing', isTentative: false, caller: {extension: '102'},
};

describe('the records of calls to the user', () => {
  it('tell of the caller as known by then, who may have changed while the event waits', async () => {
    const browser = new VirtualBrowser();
    const environment = browser.openTab().environment();
    const events: StoreEvent[] = [];
    const inbound = observable<readonly Inbound[]>([]);
    const context = {environment, inbound, emit: (event: StoreEvent) => void events.push(event)};
    const records = new InboundRecords({
      context: context as never, keyPrefix: 'test', storage: environment.storage('memory'), clientId: '', post() {},
    });
    const record = createRecord(RINGING, 0, browser.now);
    records.report(record);
    const customer = {...RINGING, caller: {from: '+16505550100'}};
    records.report(advanceRecord(record, customer, browser.now));
    await browser.settle();
    expect(inbound.get().map(({from}) => from)).to.deep.equal(['+16505550100']);
    expect(events.map(({type}) => type)).to.deep.equal(['inbound-change']);
    records.dispose();
    await browser.close();
  });
});

import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {addressOf, isTemplate, ownAddress} from '../../src/elements/inbound-call/contact-address.js';

const PAGE = 'http://crm.example/list';
const VALUES = {id: '42', e164: '+16505550100', national: '(650) 555-0100', name: 'Anna Lee'};

describe('the address of a contact', () => {
  for (const [template, address] of [
    ['https://crm.example/contacts/{id}', 'https://crm.example/contacts/42'],
    ['/contacts/{id}?from={e164}#{name}', 'http://crm.example/contacts/42?from=%2B16505550100#Anna%20Lee'],
    ['contacts/{id}', 'http://crm.example/contacts/42'],
    ['https://other.example/search?q={national}', 'https://other.example/search?q=(650)%20555-0100'],
    ['https://crm.example/fixed', 'https://crm.example/fixed'],
  ]) {
    it(`is ${address} for ${template}`, () => {
      expect(addressOf(template!, VALUES, PAGE)).to.equal(address);
    });
  }

  for (const template of ['/{unknown}', '/{ id }', '/{ID}', 'https://crm.example/{id}/{x']) {
    it(`does not exist for ${template}, which has a placeholder that nobody knows`, () => {
      expect(addressOf(template, VALUES, PAGE)).to.equal(null);
      expect(isTemplate(template, PAGE)).to.equal(false);
    });
  }

  for (const template of [
    'https://{id}.example/', 'https://crm.example:{id}/', 'https://{name}@crm.example/', 'https://user@crm.example/{id}',
    '{id}', '{name}//crm.example/', 'http://other.example/{id}', 'javascript:alert({id})', 'data:text/html,{name}', '//{id}/', 'ftp://crm.example/{id}',
    'https://', '/\\{id}', 'blob:https://crm.example/{id}',
  ]) {
    it(`does not exist for ${template} with a value that leads elsewhere`, () => {
      const address = addressOf(template, {id: '//evil.example', name: 'https:'}, PAGE);
      if (address !== null) expect(new URL(address).origin).to.equal('http://crm.example');
    });
  }

  it('does not exist where a value is missing, or changes the path', () => {
    for (const id of [undefined, '', '.', '..', '\ud800']) {
      expect(addressOf('/contacts/{id}/edit', {...(id !== undefined && {id})}, PAGE), String(id)).to.equal(null);
    }
  });

  it('leads where the template leads, whatever a caller calls itself', () => {
    const template = 'https://crm.example/search/{name}?q={name}&n={e164}#{name}';
    fc.assert(fc.property(fc.oneof(fc.string({unit: 'binary'}), fc.webUrl(), fc.constantFrom('../..', '%2e%2e', '\\\\evil', '"><script>', 'a\nb', '\u202e')), (name) => {
      const address = addressOf(template, {name, e164: VALUES.e164}, PAGE);
      if (address === null) return;
      const url = new URL(address);
      expect(url.origin).to.equal('https://crm.example');
      expect(url.pathname.split('/').length).to.equal(3);
      expect(decodeURIComponent(url.pathname.split('/')[2]!)).to.equal(name);
      expect(url.searchParams.get('n')).to.equal(VALUES.e164);
      expect(address).to.not.match(/[<>"'\s]/);
    }), {numRuns: 10_000});
  }).timeout(60_000);

  it('that a page gives itself has to be of the web, or of the page', () => {
    expect(ownAddress('https://crm.example/1', PAGE)).to.equal('https://crm.example/1');
    expect(ownAddress('/1', PAGE)).to.equal('http://crm.example/1');
    for (const address of ['http://other.example/1', 'javascript:1', 'data:,1', 'https://', 'mailto:a@b.example']) {
      expect(ownAddress(address, PAGE), address).to.equal(null);
    }
  });
});

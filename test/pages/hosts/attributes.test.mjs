// Attributes and properties as frameworks set them, and names as pages write them.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {FAR, HostPages, PATIENCE} from './host-pages.mjs';

describe('elements as frameworks write them', {timeout: 120_000}, () => {
  const host = HostPages.use();

  describe('attributes and properties', () => {
    it('a removed attribute is the default again, of all elements', async () => {
      const page = await host.open('');
      const wrong = await page.evaluate(() => globalThis.TAGS.flatMap((tag) => {
        const element = document.createElement(tag);
        document.body.append(element);
        const {elementProperties} = customElements.get(tag);
        return [...elementProperties].filter(([, {attribute}]) => attribute !== false).flatMap(([property, {attribute}]) => {
          const name = typeof attribute === 'string' ? attribute : property.toLowerCase();
          const unset = element[property];
          element.setAttribute(name, 'x');
          const written = element[property];
          element.removeAttribute(name);
          const isRight = element[property] === unset && written !== unset && unset !== null;
          return isRight ? [] : [`${tag} ${name}: ${unset} → ${written} → ${element[property]}`];
        });
      }));
      assert.deepEqual(wrong, []);
    });

    it('null and undefined are the default, and a number is text, of all elements', async () => {
      const page = await host.open('');
      const wrong = await page.evaluate(() => globalThis.TAGS.flatMap((tag) => {
        const element = document.createElement(tag);
        document.body.append(element);
        const {elementProperties} = customElements.get(tag);
        return [...elementProperties].filter(([, {attribute}]) => attribute !== false).flatMap(([property, {type}]) => {
          const unset = element[property];
          const values = [null, undefined, 7].map((value) => {
            element[property] = value;
            return element[property];
          });
          element[property] = unset;
          const number = type === Array ? 7 : '7';
          const expected = [unset, unset, type === Boolean ? true : number];
          return JSON.stringify(values) === JSON.stringify(expected) ? [] : [`${tag} ${property}: ${JSON.stringify(values)}`];
        });
      }));
      assert.deepEqual(wrong, []);
    });

    it('disabled = undefined disables nothing, drawn or not', async () => {
      const page = await host.open(`<rc-click-to-call id="near" to="+16505550101"></rc-click-to-call><rc-number-select id="select"></rc-number-select>
        ${FAR}<rc-click-to-call id="far" to="+16505550102">Call</rc-click-to-call>`);
      await host.label('near');
      const attributes = await page.evaluate(() => ['near', 'far', 'select'].map((id) => {
        const element = document.getElementById(id);
        return [undefined, null].map((value) => {
          element.disabled = value;
          return element.hasAttribute('disabled');
        });
      }));
      assert.deepEqual(attributes.flat(), Array(6).fill(false));
    });

    it('keeps its session when the attribute "account" is taken away', async () => {
      const page = await host.openSignedIn('<rc-click-to-call id="ann" account="other" to="+16505550101" name="Ann"></rc-click-to-call>');
      await host.label('ann');
      await page.evaluate(() => document.getElementById('ann').removeAttribute('account'));
      await page.waitForFunction(() => document.getElementById('ann').shadowRoot.querySelector('button.main'), PATIENCE);
    });

    it('sets what was set before the script had come', async () => {
      const page = await host.open('<rc-click-to-call id="early"></rc-click-to-call>', {head: `<script>addEventListener('DOMContentLoaded', () => {
        const early = document.getElementById('early');
        globalThis.wasDefined = !!customElements.get('rc-click-to-call');
        Object.assign(early, {to: 16505550101, country: 'US', name: null, size: undefined, disabled: undefined});
      }, {capture: true});</script>`});
      await page.evaluate(() => {
        // An element that is defined later, as one that a framework has made before.
        class Late extends customElements.get('rc-click-to-call') {}
        const late = document.createElement('late-call');
        Object.assign(late, {id: 'late', to: 16505550102, country: 'US', name: null, confirm: null, disabled: undefined});
        document.body.append(late);
        customElements.define('late-call', Late);
      });
      assert.equal(await host.label('late'), '16505550102');
      const {name, confirm, disabled} = await page.evaluate(() => {
        const late = document.getElementById('late');
        return {name: late.name, confirm: late.confirm, disabled: late.disabled};
      });
      assert.deepEqual({name, confirm, disabled}, {name: '', confirm: 'auto', disabled: false});
    });
  });

  describe('names', () => {
    it('a name of spaces is no name', async () => {
      const page = await host.open('<rc-click-to-call id="blank" to="+16505550101" name=" \n "></rc-click-to-call>');
      assert.equal(await host.label('blank'), '+16505550101');
      assert.equal(await page.$eval('#blank', ({shadowRoot}) => shadowRoot.querySelector('.main').ariaLabel), 'Call +16505550101');
    });

    it('is trimmed in the label, in sentences and in the call', async () => {
      const page = await host.openSignedIn('<rc-click-to-call id="ann" to="+16505550101" name="  Ann Lee " confirm="always"></rc-click-to-call><rc-call-status></rc-call-status>');
      assert.equal(await host.label('ann'), 'Ann Lee');
      const question = await page.evaluate(async () => {
        const ann = document.getElementById('ann');
        ann.call().catch(() => {});
        await globalThis.until(() => globalThis.cardOf(ann));
        return globalThis.cardOf(ann).ariaLabel;
      });
      assert.match(question, /\bAnn Lee\b/);
      assert.doesNotMatch(question, / {2}| $/);
    });

    it('a link without text is named by the number', async () => {
      const page = await host.open('<rc-click-to-call id="icon"><a href="tel:+16505550101"> <img alt=""></a></rc-click-to-call>');
      assert.equal(await host.label('icon'), '+16505550101');
      assert.equal(await page.$eval('#icon', ({shadowRoot}) => shadowRoot.querySelector('.main').ariaLabel), 'Call +16505550101');
    });
  });
});

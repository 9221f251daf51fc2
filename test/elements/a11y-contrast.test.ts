import {expect} from '@open-wc/testing';
import type {CSSResult} from 'lit';
import {clickToCallStyles} from '../../src/elements/click-to-call/click-to-call.styles.js';
import {actionStyles} from '../../src/elements/internal/actions.styles.js';
import {tokenStyles} from '../../src/elements/internal/tokens.styles.js';

type Rgb = readonly [red: number, green: number, blue: number];

/** Any CSS color as it is painted, on white if it is transparent. */
function paintedColor(color: string): Rgb {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', {willReadFrequently: true})!;
  for (const fill of ['#fff', color]) {
    context.fillStyle = fill;
    context.fillRect(0, 0, 1, 1);
  }
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** WCAG 2.2, relative luminance. */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(paintedColor(one)), luminance(paintedColor(other))].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Resolves colors inside an element that has our tokens. */
function colorResolver(scheme: 'light' | 'dark', properties: Readonly<Record<string, string>> = {}): (value: string) => string {
  const host = document.createElement('div');
  host.style.colorScheme = scheme;
  for (const [name, value] of Object.entries(properties)) host.style.setProperty(name, value);
  const root = host.attachShadow({mode: 'open'});
  root.adoptedStyleSheets = [tokenStyles, actionStyles].map(({styleSheet}: CSSResult) => styleSheet!);
  const probe = document.createElement('span');
  root.append(probe);
  document.body.append(host);
  hosts.push(host);
  return (value) => {
    probe.style.color = '';
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
}

const hosts: HTMLElement[] = [];

/** `--rc-*` properties of a theme file. */
async function themeProperties(name: string): Promise<Record<string, string>> {
  const response = await fetch(new URL(`../../src/themes/${name}.css`, import.meta.url));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await response.text());
  const applied = (rules: CSSRuleList): CSSStyleRule[] => Array.from(rules).flatMap((rule) =>
    rule instanceof CSSSupportsRule ? CSS.supports(rule.conditionText) ? applied(rule.cssRules) : [] : rule as CSSStyleRule);
  return Object.fromEntries(applied(sheet.cssRules).flatMap(({style}) =>
    Array.from(style, (property) => [property, style.getPropertyValue(property)])));
}

const token = (name: string): string => `var(--_${name})`;

/** WCAG 2.2, 1.4.3 and 1.4.11. */
const TEXT_CONTRAST = 4.5;
const SHAPE_CONTRAST = 3;

/** Foreground, background, minimum contrast and purpose of each pair. */
const COLOR_PAIRS: readonly (readonly [string, string, number, string])[] = [
  [token('text'), token('surface'), TEXT_CONTRAST, 'text on cards'],
  [token('text'), token('hover'), TEXT_CONTRAST, 'text of a button under the pointer'],
  [token('muted'), token('surface'), TEXT_CONTRAST, 'notes on cards'],
  [token('on-accent'), token('accent'), TEXT_CONTRAST, 'text of main actions'],
  [token('ok'), token('surface'), TEXT_CONTRAST, '"Connected"'],
  [token('wait'), token('surface'), TEXT_CONTRAST, '"Ringing"'],
  [token('error'), token('surface'), TEXT_CONTRAST, 'errors'],
  ...(['ok', 'wait', 'error'] as const).map((state) =>
    [token(state), `color-mix(in srgb, ${token(state)} 12%, ${token('surface')})`, SHAPE_CONTRAST, `icon of a leg, ${state}`] as const),
  [token('edge'), token('surface'), SHAPE_CONTRAST, 'border of fields and buttons'],
  [token('accent'), token('surface'), SHAPE_CONTRAST, 'focus and icons'],
];

describe('contrast', () => {
  after(() => hosts.splice(0).forEach((host) => host.remove()));

  for (const name of ['neutral', 'ringcentral']) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`is sufficient for every pair of colors: ${name}, ${scheme}`, async () => {
        const properties = name === 'neutral' ? {} : await themeProperties(name);
        const resolve = colorResolver(scheme, properties);
        const pairs = properties['--rc-button-background'] === undefined ? COLOR_PAIRS : [
          ...COLOR_PAIRS,
          ['var(--rc-button-color)', 'var(--rc-button-background)', TEXT_CONTRAST, 'the call button'] as const,
          ['var(--rc-button-color)', 'var(--rc-button-hover)', TEXT_CONTRAST, 'the call button under the pointer'] as const,
        ];
        const poorPairs = pairs.map(([front, back, minimum, purpose]) => ({purpose, minimum, actual: contrast(resolve(front), resolve(back))}))
          .filter(({minimum, actual}) => actual < minimum);
        expect(poorPairs).to.deep.equal([]);
      });
    }
  }

  it('of text on any accent color is sufficient by default', () => {
    for (const accent of ['#f00', '#ff8800', '#ffe600', '#0a0', '#008a8a', '#06c', '#7a3cff', '#d6006c', '#777', '#000', '#fff']) {
      const resolve = colorResolver('light', {'--rc-accent': accent});
      expect(contrast(resolve(token('on-accent')), accent), accent).to.be.at.least(TEXT_CONTRAST);
    }
  });

  it('comes from tokens: the button\'s own styles contain no color', () => {
    const colorLiteral = /#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(/i;
    expect(clickToCallStyles.cssText).not.to.match(colorLiteral);
  });
});

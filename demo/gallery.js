// Builds the gallery: each element × state × theme × scheme × direction, as far as the address asks for it.
import {NOW, STATES, fixedStore} from './gallery-states.js';

const THEMES = ['neutral', 'ringcentral'];
const SCHEMES = ['light', 'dark'];
const DIRECTIONS = {ltr: 'en', rtl: 'he'};
const REGISTRY = Symbol.for('rc-click-to-call/1');

// Clocks and countdowns look the same whenever the page is opened.
Date.now = () => NOW;

const wishes = new URLSearchParams(location.search);
const wanted = (name, all) => all.filter((one) => !wishes.get(name) || wishes.get(name) === one);
const stores = globalThis[REGISTRY] ??= new Map();

function controls() {
  const {form} = document.querySelector('select');
  for (const element of Object.keys(STATES)) form.elements.element.add(new Option(element));
  for (const [name, value] of wishes) if (form.elements[name]) form.elements[name].value = value;
}

/** The branded theme of a whole page, kept to the panels that are to show it. */
async function adoptTheme() {
  const text = await (await fetch(new URL('../dist/themes/ringcentral.css', import.meta.url))).text();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text.replaceAll(':root', '.panel[data-theme=ringcentral]'));
  document.adoptedStyleSheets.push(sheet);
}

let count = 0;

function make(tag, {set = {}, html = '', facts}, size) {
  const account = `gallery-${++count}`;
  stores.set(account, fixedStore(account, facts));
  const element = document.createElement(tag);
  const attributes = {...set, ...size && {size}, account};
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value === true ? '' : value);
  element.innerHTML = html;
  return element;
}

function cell(tag, state) {
  const figure = document.createElement('figure');
  figure.className = state.room ?? '';
  figure.innerHTML = '<figcaption></figcaption><div class="stage"></div>';
  figure.firstElementChild.textContent = state.name;
  const stage = figure.lastElementChild;
  stage.innerHTML = state.around ?? '<slot></slot>';
  const elements = (state.sizes ?? [undefined]).map((size) => make(tag, state, size));
  stage.querySelector('slot').replaceWith(...elements);
  return {figure, act: () => elements.map((element) => state.act?.(element))};
}

function panel(tag, theme, scheme, direction) {
  const box = document.createElement('div');
  box.className = 'panel';
  box.lang = DIRECTIONS[direction];
  box.dir = direction;
  Object.assign(box.dataset, {theme, scheme, dir: direction});
  box.innerHTML = '<h3></h3><div class="cells"></div>';
  box.firstElementChild.textContent = [theme, scheme, direction].join(' · ');
  const cells = STATES[tag].map((state) => cell(tag, state));
  box.lastElementChild.append(...cells.map(({figure}) => figure));
  return {box, act: () => cells.flatMap(({act}) => act())};
}

async function build() {
  controls();
  await adoptTheme();
  const acts = [];
  for (const tag of wanted('element', Object.keys(STATES))) {
    const section = document.createElement('section');
    section.innerHTML = `<h2>&lt;${tag}&gt;</h2><div class="panels"></div>`;
    document.querySelector('main').append(section);
    for (const theme of wanted('theme', THEMES)) {
      for (const scheme of wanted('scheme', SCHEMES)) {
        for (const direction of wanted('dir', Object.keys(DIRECTIONS))) {
          const {box, act} = panel(tag, theme, scheme, direction);
          section.lastElementChild.append(box);
          acts.push(act);
        }
      }
    }
    await customElements.whenDefined(tag);
  }
  await Promise.all(acts.flatMap((act) => act()));
  // Questions and fields took the focus.
  scrollTo(0, 0);
  document.documentElement.dataset.ready = '';
}

void build();

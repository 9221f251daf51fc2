// Builds the gallery: each element in each of its states, by theme, color scheme and direction. The
// query of the address (`?element=…&theme=…&scheme=…&dir=…`) selects some of them.
import {NOW} from './gallery-facts.js';
import {STATES} from './gallery-states.js';
import {fixedStore} from './gallery-store.js';

const THEMES = ['neutral', 'ringcentral'];
const SCHEMES = ['light', 'dark'];
const LANGUAGES = {ltr: 'en', rtl: 'he'};
const STORE_REGISTRY = Symbol.for('rc-click-to-call/1');

// Clocks and countdowns look the same whenever the page is opened.
Date.now = () => NOW;
performance.now = () => 0;

const query = new URLSearchParams(location.search);
const stores = globalThis[STORE_REGISTRY] ??= new Map();

function selected(name, values) {
  const wanted = query.get(name);
  return wanted ? values.filter((value) => value === wanted) : values;
}

/** Shows the selection in the form of the page. */
function fillForm() {
  const {form} = document.querySelector('select');
  for (const tag of Object.keys(STATES)) form.elements.element.add(new Option(tag));
  for (const [name, value] of query) {
    if (form.elements[name]) form.elements[name].value = value;
  }
}

/** Applies the branded theme, which is meant for whole pages, only to the panels that show it. */
async function adoptTheme() {
  const response = await fetch(new URL('../dist/themes/ringcentral.css', import.meta.url));
  const css = await response.text();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css.replaceAll(':root', '.panel[data-theme=ringcentral]'));
  document.adoptedStyleSheets.push(sheet);
}

let elementCount = 0;

/** An element with a store of its own. */
function createElement(tag, {attributes = {}, properties = {}, html = '', facts}, size) {
  const account = `gallery-${++elementCount}`;
  stores.set(account, fixedStore(account, facts));
  const element = document.createElement(tag);
  const allAttributes = {...attributes, ...(size ? {size} : {}), account};
  for (const [name, value] of Object.entries(allAttributes)) {
    element.setAttribute(name, value === true ? '' : value);
  }
  element.innerHTML = html;
  return Object.assign(element, properties);
}

function createCell(tag, state) {
  const {name, cellClass = '', template = '<slot></slot>', sizes = [undefined]} = state;
  const figure = document.createElement('figure');
  figure.className = cellClass;
  figure.innerHTML = '<figcaption></figcaption><div class="stage"></div>';
  figure.firstElementChild.textContent = name;
  const stage = figure.lastElementChild;
  stage.innerHTML = template;
  const elements = sizes.map((size) => createElement(tag, state, size));
  stage.querySelector('slot').replaceWith(...elements);
  const interact = (isLast) => Boolean(state.isInteractedLast) === isLast
    ? elements.map((element) => state.interact?.(element)) : [];
  return {figure, interact};
}

function createPanel(tag, {theme, scheme, direction}) {
  const panel = document.createElement('div');
  panel.className = 'panel';
  panel.lang = LANGUAGES[direction];
  panel.dir = direction;
  Object.assign(panel.dataset, {theme, scheme, dir: direction});
  panel.innerHTML = '<h3></h3><div class="cells"></div>';
  panel.firstElementChild.textContent = [theme, scheme, direction].join(' · ');
  const cells = STATES[tag].map((state) => createCell(tag, state));
  panel.lastElementChild.append(...cells.map(({figure}) => figure));
  return {panel, interact: (isLast) => cells.flatMap((cell) => cell.interact(isLast))};
}

/** Each selected combination of theme, color scheme and direction. */
const selectedLooks = () => selected('theme', THEMES).flatMap((theme) =>
  selected('scheme', SCHEMES).flatMap((scheme) =>
    selected('dir', Object.keys(LANGUAGES)).map((direction) => ({theme, scheme, direction}))));

function createSection(tag) {
  const section = document.createElement('section');
  section.innerHTML = `<h2>&lt;${tag}&gt;</h2><div class="panels"></div>`;
  document.querySelector('main').append(section);
  return section;
}

async function build() {
  fillForm();
  await adoptTheme();
  const panels = [];
  for (const tag of selected('element', Object.keys(STATES))) {
    const section = createSection(tag);
    for (const look of selectedLooks()) {
      const created = createPanel(tag, look);
      section.lastElementChild.append(created.panel);
      panels.push(created);
    }
    await customElements.whenDefined(tag);
  }
  await Promise.all(panels.flatMap(({interact}) => interact(false)));
  // Questions and fields have taken the focus, and scrolled the page.
  scrollTo(0, 0);
  for (const {interact} of panels) await Promise.all(interact(true));
  document.documentElement.dataset.ready = '';
}

void build();

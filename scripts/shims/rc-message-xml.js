// The part of `fast-xml-parser` that ringcentral-web-phone uses: its messages to RingCentral are
// `<Msg><Hdr …/><Bdy …/></Msg>`, two elements with attributes only. DOMParser would not do: pages
// with Trusted Types refuse it.
const ENTITIES = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"};
const NAMES = Object.fromEntries(Object.entries(ENTITIES).map(([name, sign]) => [sign, name]));

const decode = (text) => text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name) => ENTITIES[name]);
const encode = (text) => String(text).replace(/[&<>"']/g, (sign) => `&${NAMES[sign]};`);

const ELEMENT = /<(\w+)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** An element as the original has it: its attributes as `$`, or an empty string. */
function readElement([, name, text]) {
  const attributes = [...text.matchAll(ATTRIBUTE)]
    .map(([, attribute, quoted, singleQuoted]) => [attribute, decode((quoted ?? singleQuoted).trim())]);
  return [name, attributes.length > 0 ? {$: Object.fromEntries(attributes)} : ''];
}

function writeElement(name, {$: attributes = {}}) {
  const pairs = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${encode(value)}"`);
  return `<${name}${pairs.join('')}/>`;
}

export class XMLParser {
  parse(text) {
    const elements = text.replace(/\r\n?/g, '\n').matchAll(ELEMENT);
    return {Msg: Object.fromEntries(Array.from(elements, readElement))};
  }
}

export class XMLBuilder {
  build({Msg: {Hdr, Bdy}}) {
    return `<Msg>${writeElement('Hdr', Hdr)}${writeElement('Bdy', Bdy)}</Msg>`;
  }
}

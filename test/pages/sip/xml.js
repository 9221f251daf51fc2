// Stands in for the parser that the phone brings: its messages have two elements with attributes.
const entities = {amp: '&', lt: '<', gt: '>', quot: '"', apos: '\''};

const decode = (text) => text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name) =>
  code ? String.fromCodePoint(Number(code)) : entities[name] ?? whole);

const encode = (text) => String(text).replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

function attributesOf(xml, name) {
  const [, text = ''] = new RegExp(`<${name}\\b([^>]*)>`).exec(xml) ?? [];
  return Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, decode(value)]));
}

export class XMLParser {
  parse(xml) {
    return {Msg: {Hdr: {$: attributesOf(xml, 'Hdr')}, Bdy: {$: attributesOf(xml, 'Bdy')}}};
  }
}

export class XMLBuilder {
  build({Msg}) {
    const elements = Object.entries(Msg).map(([name, {$}]) =>
      `<${name} ${Object.entries($).map(([key, value]) => `${key}="${encode(value)}"`).join(' ')}/>`);
    return `<Msg>${elements.join('')}</Msg>`;
  }
}

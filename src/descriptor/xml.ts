import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { ApplianceError, messageOf } from '../errors.ts';
import { clip, escapeObeyed } from '../log-text.ts';

/** An element: attributes begin with `@`, text is `#text`, children are lists by name. */
export interface XmlElement {
  readonly [name: string]: string | readonly XmlElement[] | undefined;
}

/** A descriptor is a page of text. More is no descriptor. */
const largestCharacters = 1024 * 1024;
const deepestNesting = 32;
const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const largestCodePoint = 0x10ffff;

/**
 * Control characters and lone halves of pairs, which XML 1.0 (§2.2) cannot hold, and line ends and tabs, which attributes lose. Those from
 * U+0080 it could hold, but terminals obey them, and texts of people have none.
 */
const unwritable = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u;

/** A message may hold words of the descriptor, of any length. */
const longestMessage = 300;

export function invalidDescriptor(why: string, hint?: string): ApplianceError {
  const message = `bad descriptor: ${clip(why, longestMessage)}`;
  return new ApplianceError({ kind: 'input', code: 'descriptor-invalid', message, hint });
}

/**
 * Parses XML that may come from anywhere: nothing outside the text is ever read, no entity is ever expanded but the five that XML
 * defines and character numbers, and size and depth are limited.
 *
 * @returns the one root element of the given name
 * @throws ApplianceError code `descriptor-invalid`
 */
export function parseXml(text: string, rootName: string): XmlElement {
  if (text.length > largestCharacters) throw invalidDescriptor(`it is larger than ${largestCharacters} characters`);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw invalidDescriptor('it has a document type, which is not accepted');
  const wellFormed = XMLValidator.validate(text);
  if (wellFormed !== true) {
    throw invalidDescriptor(`line ${wellFormed.err.line}: ${wellFormed.err.msg}`);
  }
  // In the order of the document, because an element may hold text and CDATA by turns; nothing in CDATA is an entity (XML 1.0, §2.7).
  const parser = new XMLParser({
    preserveOrder: true,
    cdataPropName,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    ignoreDeclaration: true,
    ignorePiTags: true,
    maxNestedTags: deepestNesting,
    parseAttributeValue: false,
    parseTagValue: false,
    trimValues: false,
    processEntities: false,
    captureMetaData: true,
  });
  const document = elementOf(parse(parser, text), {}, 0);
  const [root, ...others] = elements(document, rootName);
  const strangers = Object.keys(document).filter((name) => name !== rootName && name !== '#text');
  if (root === undefined || others.length > 0 || strangers.length > 0 || textOf(document) !== '') {
    throw invalidDescriptor(`its root element is not one <${rootName}>`);
  }
  return root;
}

const cdataPropName = '#cdata';

/** What the parser gives: one key beside that of the attributes, the name of an element, `#text` or `#cdata`. */
interface ParsedNode {
  readonly [name: string]: string | readonly ParsedNode[] | Readonly<Record<string, string>>;
}

function parse(parser: XMLParser, text: string): readonly ParsedNode[] {
  try {
    return parser.parse(text) as readonly ParsedNode[];
  } catch (error) {
    throw invalidDescriptor(messageOf(error));
  }
}

const attributesKey = ':@';
// Its type is that of the wrapper object, which nothing ever is.
const metaData = XMLParser.getMetaDataSymbol() as symbol;

function elementOf(
  nodes: readonly ParsedNode[],
  attributes: Readonly<Record<string, string>>,
  startIndex: number,
): XmlElement {
  const children: Record<string, XmlElement[]> = {};
  const text: string[] = [];
  for (const node of nodes) {
    const name = Object.keys(node).find((key) => key !== attributesKey) ?? '';
    const content = node[name];
    if (name === '#text') text.push(decodeEntities(String(content)));
    else if (name === cdataPropName)
      text.push(...(content as readonly ParsedNode[]).map((part) => String(part['#text'])));
    else {
      const inner = (node[attributesKey] ?? {}) as Readonly<Record<string, string>>;
      const child = elementOf(content as readonly ParsedNode[], inner, startOf(node));
      if (!Object.hasOwn(children, name)) children[name] = [];
      children[name]?.push(child);
    }
  }
  const values = Object.entries(attributes).map(([key, value]) => [key, attributeValue(value)]);
  return { ...children, ...Object.fromEntries(values), '#text': text.join(''), [places]: startIndex } as XmlElement;
}

function startOf(node: ParsedNode): number {
  const found = (node as { readonly [key: symbol]: { readonly startIndex?: number } | undefined })[metaData];
  return found?.startIndex ?? 0;
}

/** Line ends and tabs are blanks in a value (XML 1.0, §3.3.3), unless they are written by their numbers. */
function attributeValue(written: string): string {
  return decodeEntities(written.replaceAll(/[\t\n\r]/g, ' ').trim());
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&([^;&\s]*);?/g, (entity, name: string) => {
    const character = predefined[name] ?? characterOf(name);
    if (character === undefined || !entity.endsWith(';')) throw invalidDescriptor(`unknown entity ${entity}`);
    return character;
  });
}

function characterOf(name: string): string | undefined {
  const [, hexadecimal, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return code > 0 && code <= largestCodePoint ? String.fromCodePoint(code) : undefined;
}

export function elements(parent: XmlElement, name: string): readonly XmlElement[] {
  const found = Object.hasOwn(parent, name) ? parent[name] : undefined;
  return typeof found === 'object' ? found : [];
}

const places = Symbol('where an element begins');

/** Where an element of a parsed document begins: an index into its text. */
export function placeOf(element: XmlElement): number {
  return (element as { readonly [places]?: number })[places] ?? 0;
}

/** All children with their names, in the order of the document. */
export function childrenOf(parent: XmlElement): { readonly name: string; readonly element: XmlElement }[] {
  return Object.entries(parent)
    .flatMap(([name, found]) => (typeof found === 'object' ? found.map((element) => ({ name, element })) : []))
    .sort((a, b) => placeOf(a.element) - placeOf(b.element));
}

/** @throws ApplianceError code `descriptor-invalid` if there are several */
export function optionalElement(parent: XmlElement, name: string): XmlElement | undefined {
  const [first, ...others] = elements(parent, name);
  if (others.length > 0) throw invalidDescriptor(`more than one <${name}>`);
  return first;
}

/** @throws ApplianceError code `descriptor-invalid` if there is not exactly one */
export function oneElement(parent: XmlElement, name: string): XmlElement {
  const found = optionalElement(parent, name);
  if (found === undefined) throw invalidDescriptor(`no <${name}>`);
  return found;
}

/** @throws ApplianceError code `descriptor-invalid` if there is no value */
export function required<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw invalidDescriptor(`no ${name}`);
  return value;
}

export function attribute(element: XmlElement, name: string): string | undefined {
  const value = Object.hasOwn(element, `@${name}`) ? element[`@${name}`] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function textOf(element: XmlElement): string {
  const text = element['#text'];
  return typeof text === 'string' ? text.trim() : '';
}

/**
 * Writes a document: keys that begin with `@` are attributes, `#text` is text, lists are elements of one name. It may be printed: what a
 * terminal or a CI log would obey is written by its number, which reads the same.
 *
 * @throws ApplianceError code `descriptor-invalid` if XML cannot hold a text of it
 */
export function writeXml(document: Readonly<Record<string, object>>): string {
  refuseUnwritable(document);
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    indentBy: '  ',
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
  });
  const xml = builder.build({ '?xml': { '@version': '1.0', '@encoding': 'UTF-8' }, ...document });
  return escapeObeyed(xml, (code) => `&#${code};`);
}

/** Text of several lines is kept in elements that are prose. */
const prose = new Set(['label', 'description']);

function refuseUnwritable(value: unknown, key?: string): void {
  if (typeof value === 'string') {
    const text = key !== undefined && prose.has(key) ? value.replaceAll(/[\n\t]/g, '') : value;
    if (unwritable.test(text)) throw invalidDescriptor(`it cannot hold the text ${JSON.stringify(value)}`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) refuseUnwritable(part, name);
  }
}

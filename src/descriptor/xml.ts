import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { ApplianceError, messageOf } from '../errors.ts';

/** An element as the parser gives it: attributes begin with `@`, text is `#text`, children are lists by name. */
export interface XmlElement {
  readonly [name: string]: string | readonly XmlElement[] | undefined;
}

/** A descriptor is a page of text. More is no descriptor. */
const largestCharacters = 1024 * 1024;
const deepestNesting = 32;
const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const largestCodePoint = 0x10ffff;

/** Control characters and lone halves of pairs, which XML 1.0 (§2.2) cannot hold, and line ends and tabs, which attributes lose. */
const unwritable = /[\u0000-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/u;

export function invalidDescriptor(why: string, hint?: string): ApplianceError {
  return new ApplianceError({ kind: 'input', code: 'descriptor-invalid', message: `bad descriptor: ${why}`, hint });
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
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    alwaysCreateTextNode: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
    maxNestedTags: deepestNesting,
    parseAttributeValue: false,
    parseTagValue: false,
    processEntities: false,
    captureMetaData: true,
    isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
    tagValueProcessor: (_name, value) => decodeEntities(value),
    attributeValueProcessor: (_name, value) => decodeEntities(value),
  });
  const document = parse(parser, text);
  const [root, ...others] = elements(document, rootName);
  const strangers = Object.keys(document).filter((name) => name !== rootName && name !== '#text');
  if (root === undefined || others.length > 0 || strangers.length > 0) {
    throw invalidDescriptor(`its root element is not one <${rootName}>`);
  }
  return root;
}

function parse(parser: XMLParser, text: string): XmlElement {
  try {
    return parser.parse(text) as XmlElement;
  } catch (error) {
    if (error instanceof ApplianceError) throw error;
    throw invalidDescriptor(messageOf(error));
  }
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

// Its type is that of the wrapper object, which nothing ever is.
const metaData = XMLParser.getMetaDataSymbol() as symbol;

/** Where an element of a parsed document begins: an index into its text. */
export function placeOf(element: XmlElement): number {
  const found = (element as { readonly [key: symbol]: { readonly startIndex?: number } | undefined })[metaData];
  return found?.startIndex ?? 0;
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
 * Writes a document: keys that begin with `@` are attributes, `#text` is text, lists are elements of one name.
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
  return builder.build({ '?xml': { '@version': '1.0', '@encoding': 'UTF-8' }, ...document });
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

import { ApplianceError } from '../../errors.ts';
import { clip } from '../../log-text.ts';
import type { BootSource } from '../data.ts';
import { readDescriptor } from '../read.ts';
import { childrenOf, parseXml, placeOf, textOf, type XmlElement } from '../xml.ts';
import { type ChildRule, type ElementRule, image, type ValueRule } from './grammar.ts';

/** Where a descriptor departs from the grammar. */
export interface Deviation {
  /** Line of the element, from 1; undefined: the reader did not say. */
  readonly line: number | undefined;
  readonly message: string;
}

export interface LintOptions {
  /** Take nothing that came after the grammar of 2008: qcow2, aarch64, vda. */
  readonly strict?: boolean;
}

/**
 * Holds a descriptor against the grammar, and against the rules that the tools had besides: every drive has its disk, no disk is
 * defined twice, no two drives have the same place, every file is in the folder. Most deviations are no errors to readers.
 *
 * @returns in the order of the lines; none if it is valid
 */
export function lintDescriptor(xml: string, { strict = false }: LintOptions = {}): Deviation[] {
  const found: Deviation[] = [];
  let root: XmlElement;
  try {
    root = parseXml(xml, 'image');
  } catch (error) {
    return [{ line: undefined, message: messageOf(error) }];
  }
  const lines = lineFinder(xml);
  const report = (element: XmlElement, message: string) => found.push({ line: lines(placeOf(element)), message });
  checkElement(root, 'image', image, { report, strict });
  return [...found, ...readerFaults(xml)].sort(
    (a, b) => (a.line ?? Number.POSITIVE_INFINITY) - (b.line ?? Number.POSITIVE_INFINITY),
  );
}

interface Context {
  readonly report: (element: XmlElement, message: string) => void;
  readonly strict: boolean;
}

function checkElement(element: XmlElement, name: string, rule: ElementRule, context: Context): void {
  checkAttributes(element, name, rule, context);
  const text = textOf(element);
  if (rule.text !== undefined) checkValue(element, `<${name}>`, text, rule.text, context);
  else if (text !== '') context.report(element, `<${name}> holds text, "${shortened(text)}"`);
  checkChildren(element, name, rule, context);
}

function checkAttributes(element: XmlElement, name: string, { attributes = {} }: ElementRule, context: Context): void {
  const written = Object.keys(element).filter((key) => key.startsWith('@'));
  for (const key of written.map((key) => key.slice(1))) {
    const rule = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
    if (rule === undefined) context.report(element, `<${name}> has no attribute ${shortened(key)}`);
    else checkValue(element, `${key} of <${name}>`, String(element[`@${key}`]), rule, context);
  }
  for (const [key, rule] of Object.entries(attributes)) {
    if (rule.required === true && !written.includes(`@${key}`))
      context.report(element, `<${name}> lacks the attribute ${key}`);
  }
}

function checkValue(
  element: XmlElement,
  what: string,
  value: string,
  rule: ValueRule,
  { report, strict }: Context,
): void {
  if (rule.pattern.test(value)) return;
  const isLater = rule.later?.test(value) === true;
  if (isLater && !strict) return;
  report(element, `${what} is "${shortened(value)}", ${isLater ? 'which came after 2008' : `not ${rule.meaning}`}`);
}

function checkChildren(element: XmlElement, name: string, rule: ElementRule, context: Context): void {
  const { children: rules = [], anyOrder } = rule;
  const children = childrenOf(element);
  let reached = 0;
  for (const child of children) {
    const index = rules.findIndex((candidate) => candidate.name === child.name);
    const childRule = rules[index];
    if (childRule === undefined) {
      context.report(child.element, `<${name}> holds no <${shortened(child.name)}>`);
      continue;
    }
    if (index < reached && anyOrder !== true)
      context.report(child.element, `<${child.name}> comes after <${rules[reached]?.name}>`);
    reached = Math.max(reached, index);
    checkElement(child.element, child.name, childRule.rule(child.element), context);
  }
  for (const childRule of rules) checkCount(element, name, childRule, children, context);
  checkAlternatives(element, name, rules, children, context);
}

type Children = ReturnType<typeof childrenOf>;

function checkCount(
  element: XmlElement,
  name: string,
  { name: child, least, most }: ChildRule,
  all: Children,
  { report }: Context,
): void {
  const found = all.filter((candidate) => candidate.name === child);
  if (found.length < least) report(element, `<${name}> lacks <${child}>`);
  const surplus = found[most];
  if (surplus !== undefined) report(surplus.element, `<${name}> has more than one <${child}>`);
}

/** A loader, or a kernel with what belongs to it. */
function checkAlternatives(
  element: XmlElement,
  name: string,
  rules: readonly ChildRule[],
  all: Children,
  { report }: Context,
): void {
  const others = rules.filter(({ insteadOf }) => insteadOf !== undefined);
  const [main] = others;
  if (main === undefined) return;
  const has = (child: string | undefined) => all.some((candidate) => candidate.name === child);
  const isFirst = has(main.insteadOf);
  if (!isFirst && !has(main.name)) report(element, `<${name}> has neither <${main.insteadOf}> nor <${main.name}>`);
  if (isFirst && others.some((child) => has(child.name)))
    report(element, `<${name}> has <${main.insteadOf}> and <${main.name}>`);
}

/** What the reader refuses besides. */
function readerFaults(xml: string): Deviation[] {
  try {
    const { boots, disks } = readDescriptor(xml);
    const twice = boots.filter(({ drives }) => {
      const targets = drives.flatMap(({ target }) => target ?? []);
      return new Set(targets).size < targets.length;
    });
    const files = [...disks.map(({ file }) => file), ...boots.flatMap(({ os }) => kernelFiles(os))];
    const outside = [...new Set(files)].filter((file) => file.split('/').includes('..'));
    return [
      ...twice.map(() => 'two drives have the same target'),
      ...outside.map((file) => `the file "${shortened(file)}" is not in the descriptor's folder`),
    ].map((message) => ({ line: undefined, message }));
  } catch (error) {
    return [{ line: undefined, message: messageOf(error) }];
  }
}

const kernelFiles = (os: BootSource) =>
  'kernel' in os ? [os.kernel, ...(os.initrd === undefined ? [] : [os.initrd])] : [];

function messageOf(error: unknown): string {
  if (error instanceof ApplianceError) return error.message.replace(/^bad descriptor: /, '');
  throw error;
}

const shortened = (text: string) => clip(text, 60);

/** @returns a function from a place in the parsed text to its line, from 1 */
function lineFinder(xml: string): (place: number) => number {
  const starts = [0];
  for (const { index, 0: end } of xml.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
  return (place) => {
    // By halves: there may be an element and a line to each few characters.
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= place) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

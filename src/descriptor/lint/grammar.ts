import { attribute, type XmlElement } from '../xml.ts';

/** What a text or an attribute may hold. */
export interface ValueRule {
  /** In words, for messages: `letters, digits and _ . + - : /`. */
  readonly meaning: string;
  readonly pattern: RegExp;
  /** What the grammar of 2008 did not know yet, and tools after it read or write. */
  readonly later?: RegExp;
}

export interface AttributeRule extends ValueRule {
  readonly required?: true;
}

export interface ChildRule {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Some elements hold other things by what they or their parents are. */
  readonly rule: (element: XmlElement) => ElementRule;
  /** Of the children of the same group at least one must be there, and only those up to the next name of the group. */
  readonly insteadOf?: string;
}

export interface ElementRule {
  readonly attributes?: Readonly<Record<string, AttributeRule>>;
  /** In this order, unless `anyOrder`. */
  readonly children?: readonly ChildRule[];
  readonly anyOrder?: true;
  /** Undefined: it has no text. */
  readonly text?: ValueRule;
}

const matching = (meaning: string, pattern: RegExp, later?: RegExp): ValueRule => ({
  meaning,
  pattern,
  ...(later === undefined ? {} : { later }),
});

const version = matching('numbers with dots', /^[0-9.]+(?:-[0-9.]+)?$/);
const anything = matching('any text', /^/);
const path = matching('a plain path beside the descriptor', /^[A-Za-z0-9_.+\-:][A-Za-z0-9_.+\-:/]*$/);
const amount = matching('a positive number', /^\+?0*[1-9]\d{0,14}$/);
const state = matching('on or off', /^(?:on|off)$/);

const of = (rule: ElementRule) => () => rule;
const one = (name: string, rule: ChildRule['rule']): ChildRule => ({ name, least: 1, most: 1, rule });
const optional = (name: string, rule: ChildRule['rule']): ChildRule => ({ name, least: 0, most: 1, rule });
const any = (name: string, rule: ChildRule['rule']): ChildRule => ({
  name,
  least: 0,
  most: Number.POSITIVE_INFINITY,
  rule,
});
const some = (name: string, rule: ChildRule['rule']): ChildRule => ({ ...any(name, rule), least: 1 });
const text = (rule: ValueRule) => of({ text: rule });
const empty = of({});

const feature = of({ attributes: { state } });
const guest = of({
  children: [
    one('arch', text(matching('a machine that is known', /^(?:i686|x86_64|mips|sparc|ppc)$/, /^aarch64$/))),
    optional(
      'features',
      of({ anyOrder: true, children: ['pae', 'acpi', 'apic'].map((name) => optional(name, feature)) }),
    ),
  ],
});
const firmwareLoader = of({
  attributes: { dev: { ...matching('hd or cdrom', /^(?:hd|cdrom)$/), required: true } },
});
const drive = of({
  attributes: {
    disk: { ...path, required: true },
    target: matching('the name of a disk', /^(?:hd|sd|xvd)[a-z]{1,2}$/, /^vd[a-z]{1,2}$/),
  },
});
const fromFirmware = of({ children: [one('loader', firmwareLoader)] });
const fromXen = of({
  children: [
    optional('loader', text(matching('pygrub', /^pygrub$/))),
    { ...optional('kernel', text(path)), insteadOf: 'loader' },
    { ...optional('initrd', text(path)), insteadOf: 'loader' },
    { ...optional('cmdline', text(anything)), insteadOf: 'loader' },
  ],
});
const boot = (element: XmlElement): ElementRule => ({
  attributes: { type: { ...matching('hvm or xen', /^(?:hvm|xen)$/), required: true } },
  children: [
    one('guest', guest),
    one('os', attribute(element, 'type') === 'xen' ? fromXen : fromFirmware),
    some('drive', drive),
  ],
});
const devices = of({
  children: [
    one('vcpu', text(amount)),
    one('memory', text(matching('a number of KiB, 4000 or more', /^0*(?:[4-9]\d{3}|[1-9]\d{4,9})$/))),
    any('interface', empty),
    one('graphics', empty),
  ],
});
const checksum = of({
  attributes: { type: { ...matching('sha1 or sha256', /^(?:sha1|sha256)$/), required: true } },
  text: matching('a checksum in lower-case hexadecimal', /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/),
});
const disk = of({
  attributes: {
    file: { ...path, required: true },
    id: path,
    use: { ...matching('system, user or scratch', /^(?:system|user|scratch)$/), required: true },
    size: amount,
    format: matching('a format that is known', /^(?:raw|iso)$/, /^(?:qcow|qcow2|vmdk|vdi|vhd|vhdx|raw\.zst|raw\.xz)$/),
  },
  children: [optional('checksum', checksum)],
});

/**
 * The grammar of 2008 (python-virtinst doc/image.rng), from the facts of virt-image(5). Readers take more than it allows, and of the
 * files that tools of its time wrote hardly any is valid by it.
 */
export const image: ElementRule = {
  children: [
    one(
      'name',
      of({
        attributes: { version, release: version },
        text: matching('letters, digits and _ . + - : /', /^[A-Za-z0-9_.+\-:/]+$/),
      }),
    ),
    optional('label', text(anything)),
    optional('description', text(anything)),
    one('domain', of({ children: [some('boot', boot), one('devices', devices)] })),
    one('storage', of({ children: [some('disk', disk)] })),
  ],
};

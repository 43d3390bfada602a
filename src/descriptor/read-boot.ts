import { clip } from '../log-text.ts';
import { correctArchitecture, type Warn } from './corrections.ts';
import { type BootFeatures, type BootRecord, type BootSource, type DescriptorDrive, featureNames } from './data.ts';
import {
  attribute,
  elements,
  invalidDescriptor,
  oneElement,
  optionalElement,
  required,
  textOf,
  type XmlElement,
} from './xml.ts';

/** @throws ApplianceError code `descriptor-invalid` */
export function readBoot(element: XmlElement, warn: Warn): BootRecord {
  if (elements(element, 'disks').length > 0) throw draftOf2007();
  const type = required(attribute(element, 'type'), 'boot type');
  if (type !== 'hvm' && type !== 'xen') {
    throw invalidDescriptor(`<boot type="${type}"> is unknown`, 'the types are hvm and xen');
  }
  const guest = oneElement(element, 'guest');
  return {
    type,
    arch: correctArchitecture(textOf(oneElement(guest, 'arch')), warn),
    features: readFeatures(optionalElement(guest, 'features')),
    os: readSource(oneElement(element, 'os'), type, warn),
    drives: elements(element, 'drive').map(readDrive),
  };
}

/** virt-image was released with another format than it was announced with, a few days before. */
export const draftOf2007 = () =>
  invalidDescriptor(
    'it is of the draft of July 2007, which was given up before the first release',
    'write <drive> elements in <boot>, and <vcpu> and <memory> in <devices>',
  );

function readFeatures(element: XmlElement | undefined): BootFeatures {
  if (element === undefined) return {};
  return Object.fromEntries(
    featureNames.flatMap((name) => {
      const feature = optionalElement(element, name);
      if (feature === undefined) return [];
      const state = attribute(feature, 'state') ?? 'on';
      if (state !== 'on' && state !== 'off')
        throw invalidDescriptor(`<${name} state="${state}"> is neither on nor off`);
      return [[name, state === 'on']];
    }),
  );
}

function readSource(os: XmlElement, type: BootRecord['type'], warn: Warn): BootSource {
  const [loader, kernel] = [optionalElement(os, 'loader'), optionalElement(os, 'kernel')];
  if (loader !== undefined) {
    if (kernel !== undefined)
      warn({ code: 'loader-and-kernel', message: 'a way of booting has a loader and a kernel: the loader counts' });
    return { loader: readLoader(loader, type) };
  }
  if (kernel === undefined) throw invalidDescriptor('it has neither <loader> nor <kernel>');
  const text = (element: XmlElement | undefined) => (element === undefined ? undefined : textOf(element));
  return {
    kernel: required(textOf(kernel) || undefined, 'file name in <kernel>'),
    initrd: text(optionalElement(os, 'initrd')),
    cmdline: text(optionalElement(os, 'cmdline')),
  };
}

function readLoader(element: XmlElement, type: BootRecord['type']): 'hd' | 'cdrom' | 'pygrub' {
  const [device, program] = [attribute(element, 'dev'), textOf(element)];
  if (type === 'xen') {
    if (program === 'pygrub' && device === undefined) return program;
    throw invalidDescriptor('the <loader> of a xen boot is not pygrub');
  }
  if (device === 'hd' || device === 'cdrom') {
    if (program === '') return device;
    throw invalidDescriptor(
      `<loader dev="${device}"> holds text, "${clip(program, 60)}"`,
      `write <loader dev="${device}"/>: only a xen boot names a program, pygrub`,
    );
  }
  if (device === undefined) throw invalidDescriptor('<loader> does not say what it boots from', 'write dev="hd"');
  throw invalidDescriptor(`<loader dev="${device}"> is unknown`, 'it boots from hd or cdrom');
}

function readDrive(element: XmlElement): DescriptorDrive {
  return { disk: required(attribute(element, 'disk'), 'drive disk'), target: attribute(element, 'target') };
}

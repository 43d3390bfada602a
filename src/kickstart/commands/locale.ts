import { ApplianceError } from '../../errors.ts';
import { shown } from '../reading/text.ts';
import { badValue, defineCommand } from './definition.ts';

/** A path below /usr/share/zoneinfo: it must not climb out of it. */
const ZONE = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/;

export const lang = defineCommand({
  names: ['lang'],
  grammar: {
    options: { addSupport: { names: ['--addsupport'], kind: 'list' } },
    positionals: { minimum: 1, maximum: 1, name: 'a locale such as en_US.UTF-8' },
  },
  build: ({ command, values, positionals }) => ({
    name: 'lang',
    position: command.position,
    lang: positionals[0]?.text ?? '',
    addSupport: values.addSupport ?? [],
  }),
});

export const keyboard = defineCommand({
  names: ['keyboard'],
  grammar: {
    options: {
      vcKeymap: { names: ['--vckeymap'], kind: 'text' },
      xLayouts: { names: ['--xlayouts'], kind: 'list' },
    },
    positionals: { minimum: 0, maximum: 1, name: 'a keymap' },
    notYet: ['--switch='],
  },
  build: ({ command, values, positionals }, report) => {
    const vcKeymap = values.vcKeymap || positionals[0]?.text || undefined;
    const xLayouts = values.xLayouts ?? [];
    if (vcKeymap === undefined && xLayouts.length === 0) {
      const message = 'keyboard needs a keymap, --vckeymap or --xlayouts';
      const { position } = command;
      report(new ApplianceError({ kind: 'input', code: 'missing-argument', message, position }));
      return undefined;
    }
    return { name: 'keyboard', position: command.position, vcKeymap, xLayouts };
  },
});

export const timezone = defineCommand({
  names: ['timezone'],
  grammar: {
    options: { utc: { names: ['--utc', '--isUtc'], kind: 'flag' } },
    positionals: { minimum: 1, maximum: 1, name: 'a zone such as Europe/Berlin' },
    notYet: ['--nontp', '--ntpservers='],
  },
  build: ({ command, values, positionals }, report) => {
    const zone = positionals[0]?.text ?? '';
    if (!ZONE.test(zone)) {
      const place = positionals[0]?.position ?? command.position;
      report(badValue(`"${shown(zone)}" is not a zone such as Europe/Berlin`, place));
      return undefined;
    }
    return { name: 'timezone', position: command.position, zone, utc: values.utc };
  },
});

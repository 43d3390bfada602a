import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readScenario } from '../../../src/boottest/scenario/read-scenario.ts';
import { describeStep } from '../../../src/boottest/scenario/scenario.ts';
import { ApplianceError } from '../../../src/errors.ts';

const read = (text: string) => readScenario(text, 'boot.yaml', { SECRET: 'from the environment' });

test('every kind of step, with what stands beside it', () => {
  const { steps, allow } = read(`
steps:
  - expect: 'Welcome to .*'
    timeout: 7
  - send: help
  - send: hunter2
    secret: true
  - login: {user: root, password-env: SECRET}
  - run: systemctl is-system-running
    exit: 3
    output: ^degraded$
  - http: 80
    path: /status?x=1
    family: both
    status: 204
    body: fine
  - tcp: 22
    family: ipv6
    banner: ^SSH
  - screenshot: desk-top
  - reboot
  - ready
  - shutdown:
    timeout: 90
allow:
  - rule: unit-failed
    match: foo\\.service
    reason: there is no such device here
    until: 2027-02-28
`);
  assert.deepEqual(steps, [
    { kind: 'expect', pattern: /Welcome to .*/m, seconds: 7 },
    { kind: 'send', text: 'help', secret: false, seconds: 60 },
    { kind: 'send', text: 'hunter2', secret: true, seconds: 60 },
    { kind: 'login', user: 'root', password: 'from the environment', seconds: 60 },
    { kind: 'run', command: 'systemctl is-system-running', exit: 3, output: /^degraded$/m, seconds: 60 },
    {
      ...{ kind: 'http', port: 80, path: '/status?x=1', families: ['ipv4', 'ipv6'], seconds: 60 },
      ...{ status: 204, body: /fine/m },
    },
    { kind: 'tcp', port: 22, families: ['ipv6'], banner: /^SSH/m, seconds: 60 },
    { kind: 'screenshot', name: 'desk-top', seconds: 60 },
    { kind: 'reboot', seconds: 60 },
    { kind: 'ready', seconds: 180 },
    { kind: 'shutdown', seconds: 90 },
  ]);
  assert.deepEqual(allow, [
    { rule: 'unit-failed', match: /foo\.service/m, reason: 'there is no such device here', until: '2027-02-28' },
  ]);
  assert.ok(!steps.map(describeStep).join().includes('hunter2'));
});

test('texts are as they are written, whatever YAML takes them for', () => {
  const { steps } = read(`
steps:
  - expect: 1e3
  - send: 0123
  - send: "0123"
  - login: {user: 007, password: 0x1F}
  - run: true
    exit: 0x10
    output: 1.10
  - tcp: 22
    banner: -0
    timeout: 1e1
`);
  assert.deepEqual(
    steps.flatMap((step) => {
      switch (step.kind) {
        case 'expect':
          return step.pattern.source;
        case 'send':
          return step.text;
        case 'login':
          return [step.user, step.password];
        case 'run':
          return [step.command, step.output?.source, step.exit];
        case 'tcp':
          return [step.banner?.source, step.seconds];
        default:
          return [];
      }
    }),
    ['1e3', '0123', '0123', '007', '0x1F', 'true', '1.10', 16, '-0', 10],
  );
});

test('a command may print nothing, if that is said', () => {
  const { steps } = read('steps:\n  - login: {user: a, password: b}\n  - run: id\n    output: ^$\n');
  assert.deepEqual(steps[1], { kind: 'run', command: 'id', exit: 0, output: /^$/m, seconds: 60 });
});

test('an empty part is nothing', () => {
  assert.deepEqual(read('steps: []\n'), { steps: [], allow: [] });
});

describe('what is wrong is told with its place', () => {
  const wrong: readonly (readonly [text: string, message: RegExp, place: string])[] = [
    ['steps:\n  - expect: "("\n', /no regular expression/, '2:13'],
    ['steps:\n  - expect: ""\n', /the pattern is empty/, '2:13'],
    ['steps:\n  - expect: (ready)?\n', /the pattern matches an empty text/, '2:13'],
    ['steps:\n  - tcp: 22\n    banner: ""\n', /the pattern is empty/, '3:13'],
    ['allow:\n  - rule: unit-failed\n    match: ""\n    reason: x\n', /the pattern is empty/, '3:12'],
    ['steps:\n  - send: null\n', /there has to be a text/, '2:11'],
    ['steps:\n  - dance: 3\n', /a step is one of expect, /, '2:5'],
    ['steps:\n  - expect: a\n    send: b\n', /this one has expect and send/, '2:5'],
    ['steps:\n  - expect: a\n    loud: b\n', /unknown word "loud"/, '3:5'],
    ['steps:\n  - send: root\n', /nothing is typed before a prompt/, '2:5'],
    ['steps:\n  - run: id\n', /a command needs a shell/, '2:5'],
    ['steps:\n  - shutdown\n  - tcp: 22\n', /the machine is off/, '3:5'],
    ['steps:\n  - tcp: 70000\n', /a whole number from 1 to 65535/, '2:10'],
    ['steps:\n  - http: 80\n    family: ipv5\n', /the family is one of ipv4, ipv6, both/, '3:13'],
    ['steps:\n  - http: 80\n    path: x y\n', /the path begins with/, '3:11'],
    ['steps:\n  - login: {user: root}\n', /`password`, or `password-env`/, '2:12'],
    ['steps:\n  - login: {user: root, password-env: NONE}\n', /no variable NONE/, '2:39'],
    ['steps:\n  - screenshot: ../x\n', /the name of a screenshot/, '2:17'],
    ['steps:\n  - expect: a\n    timeout: soon\n', /a whole number/, '3:14'],
    ['allow:\n  - rule: unit-failed\n', /needs a `reason`/, '2:5'],
    ['allow:\n  - rule: no-such\n    reason: x\n', /there is no rule "no-such"/, '2:11'],
    ['allow:\n  - rule: grub-error\n    reason: x\n', /there is no rule "grub-error"/, '2:11'],
    ['allow:\n  - rule: unit-failed\n    reason: x\n    until: 2027-02-29\n', /there has to be a day/, '4:12'],
    ['stages: []\n', /unknown word "stages"/, '1:1'],
    ['- expect: a\n', /a map with steps, allow/, '1:1'],
    ['steps: [\n', /bad scenario: /, '2:1'],
    ['steps: {}\n', /there has to be a list/, '1:8'],
    ['steps:\n  - expect: a\n    expect: b\n', /unique|twice/, '3:5'],
  ];
  for (const [text, message, place] of wrong) {
    test(text.replaceAll('\n', ' ⏎ '), () => {
      assert.throws(
        () => read(text),
        (error) => {
          assert.ok(error instanceof ApplianceError);
          const { position } = error;
          assert.match(error.message, message);
          assert.equal(`${position?.line}:${position?.column}`, place);
          return error.code === 'bad-scenario' && error.kind === 'input' && position?.file === 'boot.yaml';
        },
      );
    });
  }
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createTranscript, NotSeen } from '../../../src/boottest/console/transcript.ts';
import { logIn } from '../../../src/boottest/scenario/shell.ts';

const soon = 2000;

describe('a pattern is seen', () => {
  test('in text that came before it was asked for, and each text once', async () => {
    const transcript = createTranscript();
    transcript.feed('one\r\ntwo\r\nthree\r\n');
    assert.deepEqual(await transcript.next(/^two$/, soon), ['one', 'two']);
    await assert.rejects(transcript.next(/one/, 10), NotSeen);
    assert.deepEqual(await transcript.next(/three/, soon), ['', 'three']);
  });
  test('in a line without an end, and what follows on it is new', async () => {
    const transcript = createTranscript();
    const prompt = transcript.next(/login: $/, soon);
    transcript.feed('vm log');
    transcript.feed('in: ');
    assert.deepEqual(await prompt, ['vm login: ']);
    assert.ok(transcript.isAt(/login: $/));
    const next = transcript.next(/login/, soon);
    transcript.feed('login incorrect\r\n');
    assert.deepEqual(await next, ['login']);
  });
  test('though the kernel speaks in the middle of it', async () => {
    const transcript = createTranscript();
    transcript.feed('vm log[   12.345678] virtio_net virtio0 eth0: renamed\r\nin: ');
    await transcript.next(/^vm login: $/, soon);
  });
  test('over a line that the terminal wrapped', async () => {
    const transcript = createTranscript();
    const [start, rest] = [`${'x'.repeat(75)}start`, 'ed the service'];
    transcript.feed(`${start}\r\n${rest}\r\n`);
    await transcript.next(/started the service/, soon);
  });
});

describe('the echo of what is typed is no output', () => {
  test('as it comes, in pieces', async () => {
    const transcript = createTranscript();
    transcript.feed('vm# ');
    await transcript.next(/# $/, soon);
    transcript.typed('echo done\n');
    transcript.feed('echo d');
    transcript.feed('one\r\n');
    await assert.rejects(transcript.next(/done/, 10), NotSeen);
    transcript.feed('done\r\n');
    await transcript.next(/done/, soon);
  });
  test('wrapped anywhere', async () => {
    const transcript = createTranscript();
    transcript.typed('echo a long line with done in it\n');
    transcript.feed('echo a long line w \rith d\r\none in it\r\nfinished\r\n');
    assert.deepEqual(await transcript.next(/finished/, soon), ['', 'finished']);
  });
  test('passwords have none, and what comes instead is whole', async () => {
    const transcript = createTranscript();
    transcript.typed('secret\n');
    transcript.feed('\r\nse');
    transcript.feed('rvice\r\n');
    assert.deepEqual(await transcript.next(/service/, soon), ['', 'service']);
  });
});

test('whoever waits, or will wait, gets the failure', async () => {
  const transcript = createTranscript();
  const waits = assert.rejects(transcript.next(/x/, 60_000), /the machine is gone/);
  transcript.fail(new Error('the machine is gone'));
  await waits;
  await assert.rejects(transcript.next(/x/, 60_000), /the machine is gone/);
});

/** A guest that logs in whoever has the password, and answers commands from a table. */
function guest(answers: Readonly<Record<string, string>>) {
  const transcript = createTranscript();
  const typed: string[] = [];
  let state: 'name' | 'password' | 'prompt' | 'pipe' = 'name';
  transcript.feed('\r\nvm login: ');
  return {
    typed,
    typist: {
      transcript,
      type(text: string) {
        typed.push(text);
        transcript.typed(text);
        if (state === 'name') {
          state = 'password';
          transcript.feed(`${text.trim()}\r\nPasswort: `);
        } else if (state === 'password') {
          state = 'prompt';
          transcript.feed('\r\nLinux vm #1 SMP\r\nroot@vm:~# ');
        } else if (state === 'prompt') {
          state = 'pipe';
          transcript.feed(`${text.replace('\n', '\r\n')}ready;\r\n`);
        } else {
          const [, number = '', command = ''] = /^echo '\[\[(\w+);'; \( (.*)\n\)/s.exec(text) ?? [];
          transcript.feed(
            `[[${number};\r\n${answers[command] ?? '\r\n127'}`.replace(/(\d+)$/, `\r\n]]${number} $1;\r\n`),
          );
        }
      },
    },
  };
}

test('a login types nothing before its prompt, and commands give output and exit code', async () => {
  const { typist, typed } = guest({ 'uname -s': 'Linux\r\n0', 'echo "]]1 0;"': ']]1 0;\r\n0' });
  const shell = await logIn(typist, { user: 'root', password: 'secret' }, soon);
  assert.deepEqual(typed.slice(0, 2), ['root\n', 'secret\n']);
  assert.deepEqual(await shell.run('uname -s', soon), { exitCode: 0, output: 'Linux' });
  assert.deepEqual(await shell.run('echo "]]1 0;"', soon), { exitCode: 0, output: ']]1 0;' });
  assert.deepEqual(await shell.run('no-such', soon), { exitCode: 127, output: '' });
});

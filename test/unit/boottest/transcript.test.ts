import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createEcho } from '../../../src/boottest/console/echo.ts';
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

describe('a guest that prints much', () => {
  /** @returns characters that patterns were tried on */
  function tried(work: () => void): number {
    const { exec } = RegExp.prototype;
    let characters = 0;
    RegExp.prototype.exec = function (text) {
      characters += text.length;
      return exec.call(this, text);
    };
    try {
      work();
    } finally {
      RegExp.prototype.exec = exec;
    }
    return characters;
  }
  /** In pieces as a serial port gives them, while somebody waits. */
  const triedInPieces = (lines: number, width: number) =>
    tried(() => {
      const transcript = createTranscript();
      assert.rejects(transcript.next(/never/, 60_000));
      const text = `${'x'.repeat(width)}\r\n`.repeat(lines);
      for (let at = 0; at < text.length; at += 16) transcript.feed(text.slice(at, at + 16));
      transcript.fail(new Error('over'));
    });

  test('costs in proportion to it', () => {
    assert.ok(triedInPieces(400, 78) < 5 * triedInPieces(100, 78));
    assert.ok(triedInPieces(20, 4000) < 5 * triedInPieces(5, 4000));
  });
  test('costs hardly more in long lines than in short ones', () => {
    assert.ok(triedInPieces(10, 4000) < 3 * triedInPieces(500, 80));
  });
  test('before somebody asks costs one look at each line and a few before it', () => {
    const text = `${'x'.repeat(4000)}\r\n`.repeat(100);
    const transcript = createTranscript();
    transcript.feed(text);
    const characters = tried(() => void assert.rejects(transcript.next(/never/, 60_000)));
    transcript.fail(new Error('over'));
    assert.ok(characters < 6 * text.length, `${characters}`);
  });
  test('is remembered up to some millions of characters, and what is waited for is found after that', async () => {
    const transcript = createTranscript();
    const wait = transcript.next(/the end/, soon);
    transcript.feed('the beginning\r\n');
    for (let count = 0; count < 15; count += 1) transcript.feed(`${'x'.repeat(4000)}\r\n`.repeat(100));
    transcript.feed('this is the end');
    const lines = await wait;
    assert.ok(lines.length > 500 && lines.length < 1100, `${lines.length}`);
    assert.deepEqual(lines.slice(-2), ['x'.repeat(4000), 'this is the end']);
  });
  test('on one line is found soon, though not every piece is looked at', async () => {
    const transcript = createTranscript();
    const wait = transcript.next(/# $/, soon);
    for (const piece of [...Array.from({ length: 40 }, () => 'x'.repeat(16)), '\x1b[0m#', ' ']) transcript.feed(piece);
    assert.equal((await wait)[0]?.length, 642);
    const late = transcript.next(/late/, 20);
    for (let count = 0; count < 40; count += 1) transcript.feed('x'.repeat(16));
    transcript.feed('late');
    await late;
  });
  test('white space has not the echo in it for ever', () => {
    const echo = createEcho('reboot\n');
    assert.equal(echo.strip('re', false), '');
    assert.match(echo.strip(' '.repeat(5000), false), /^re {4000}/);
    assert.ok(!echo.isActive());
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
function guest(answers: Readonly<Record<string, string>>, asks: readonly string[] = ['Passwort: ']) {
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
          transcript.feed(`${text.trim()}\r\n`);
          for (const piece of asks) transcript.feed(piece);
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

describe('the password is asked for', () => {
  const logInto = async (asks: readonly string[], milliseconds: number) => {
    const { typist, typed } = guest({}, asks);
    const outcome = await logIn(typist, { user: 'root', password: 'secret' }, milliseconds).then(
      () => 'in',
      ({ message }: Error) => message,
    );
    return [asks.join('|'), outcome, typed.slice(0, 2)];
  };
  const prompts = [
    ['Password: '],
    ['Mot de passe : '],
    ['root@vm 的密码：'],
    ['Wachtwoord: '],
    ['Hasło: '],
    ['Пароль: '],
    ['Lösenord: '],
    ['密碼：'],
    ['Heslo [   12.345678] usb 1-1: new device\r\n: '],
    ['random:', ' crng init done\r\nHasło: '],
    ['Welcome:\r\n', 'Jelszó: '],
  ];
  const none = [
    ['[   12.345678] virtio_net virtio0:'],
    ['[   12.3] EXT4-fs (vda1):'],
    ['Last login:'],
    ['vm login: '],
    ['a title:\r\n'],
    ['Mon Nov 30 17:20:'],
  ];
  test('in any language, and nothing is typed at other lines', async () => {
    const entered = prompts.map(async (asks) =>
      assert.deepEqual(await logInto(asks, 5 * soon), [asks.join('|'), 'in', ['root\n', 'secret\n']]),
    );
    const refused = none.map(async (asks) =>
      assert.deepEqual(await logInto(asks, 1500), [
        asks.join('|'),
        'a prompt for the password was not seen',
        ['root\n'],
      ]),
    );
    await Promise.all([...entered, ...refused]);
  });
});

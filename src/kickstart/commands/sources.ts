import { badValue, defineCommand, notYet } from './definition.ts';

const OTHER_SOURCES = [
  '--metalink=',
  '--mirrorlist=',
  '--noverifyssl',
  '--proxy=',
  '--sslcacert=',
  '--sslclientcert=',
  '--sslclientkey=',
];

export const url = defineCommand({
  names: ['url'],
  grammar: {
    options: { url: { names: ['--url'], kind: 'text', required: true } },
    notYet: OTHER_SOURCES,
    secret: true,
  },
  build: ({ command, values, positions }, report) => {
    if (values.url === '') {
      report(badValue('--url is empty', positions.url ?? command.position));
      return undefined;
    }
    return { name: 'url', position: command.position, url: values.url };
  },
});

export const repo = defineCommand({
  names: ['repo'],
  grammar: {
    options: {
      repo: { names: ['--name'], kind: 'text', required: true },
      baseUrl: { names: ['--baseurl'], kind: 'text' },
    },
    notYet: [...OTHER_SOURCES, '--cost=', '--excludepkgs=', '--ignoregroups=', '--includepkgs=', '--install'],
    secret: true,
  },
  build: ({ command, values, positions }, report) => {
    if (values.repo === '') {
      report(badValue('the name of a repo is empty', positions.repo ?? command.position));
      return undefined;
    }
    if (!values.baseUrl) {
      // Legal: it enables a repository that the installer knows by name.
      report(notYet('a repo without --baseurl', command.position, 'add --baseurl=URL'));
      return undefined;
    }
    return { name: 'repo', position: command.position, repo: values.repo, baseUrl: values.baseUrl };
  },
});

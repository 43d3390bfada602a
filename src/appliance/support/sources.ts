import { each, later, type Refusal, refused } from './means.ts';

const fromRepositories = 'appliances are built from package repositories, and from nothing else';
const useUrl = 'write "url --url=…", or give --repo NAME=URL';
const tree = 'it deploys a tree that was made elsewhere, and installs no packages';
const apt: Refusal = { reason: 'apt has no such setting', later: true };

/** Commands that say where packages come from. */
export const sourcesSupport = {
  url: {
    is: 'honoured',
    effect: 'The package repository.',
    debian: 'A URL, optionally followed by a suite and components: `"http://HOST/debian bookworm main"`.',
    refused: each(
      ['--metalink', '--mirrorlist', '--noverifyssl', '--proxy', '--sslcacert', '--sslclientcert', '--sslclientkey'],
      apt,
    ),
  },
  repo: {
    is: 'honoured',
    effect: 'A further repository, written like `url`.',
    refused: each(
      [
        ...['--metalink', '--mirrorlist', '--noverifyssl', '--proxy', '--sslcacert', '--sslclientcert'],
        ...['--sslclientkey', '--cost', '--excludepkgs', '--ignoregroups', '--includepkgs', '--install'],
      ],
      apt,
    ),
  },
  bootc: refused(tree),
  cdrom: refused(fromRepositories, useUrl),
  harddrive: refused(fromRepositories, useUrl),
  hmc: refused(fromRepositories, useUrl),
  liveimg: refused(fromRepositories, useUrl),
  method: refused(fromRepositories, useUrl),
  module: later('Debian has no modules'),
  nfs: refused(fromRepositories, useUrl),
  ostreecontainer: refused(tree),
  ostreesetup: refused(tree),
} as const;

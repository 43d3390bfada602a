import { type Refusal, refused } from './means.ts';

const fromRepositories = 'appliances are built from package repositories, and from nothing else';
const useUrl = 'write "url --url=…", or give --repo NAME=URL';
const tree = 'it deploys a tree that was made elsewhere, and installs no packages';
const metalink: Refusal = {
  reason: 'apt reads no metalinks',
  hint: 'use --mirrorlist with a list of URLs, or name one mirror',
  with: 'apt',
};

/** Commands that say where packages come from. */
export const sourcesSupport = {
  url: {
    is: 'honoured',
    effect:
      'The package repository, for the build and in the appliance. How it is reached (`--proxy`, `--noverifyssl`, `--sslcacert`, `--sslclientcert`, `--sslclientkey`) holds for the build and for that host; names, passwords and proxies never get into the appliance.',
    debian:
      'A URL, optionally followed by a suite and components: `"http://HOST/debian bookworm main"`. `--mirrorlist`: a text file with a URL on each line, as apt-transport-mirror(1) reads it, written like a URL; not together with the options above. Signatures are checked in any case. Without any repository: those of the host.',
    rpm: "A URL (http, https, ftp, file), `--mirrorlist` or `--metalink`; `$releasever` is what `--releasever` says, `$basearch` and `$arch` are those of the appliance, and other variables are an error: nothing of the host's dnf counts. A build without any repository is an error. Signatures: see `repo` of `%addon org_appliance_build`.",
    refused: { '--metalink': metalink },
  },
  repo: {
    is: 'honoured',
    effect:
      'A further repository, written like `url`. `--includepkgs` and `--excludepkgs` take names and patterns: its other packages are not there for the build. Of two repositories with the same version the one of lower `--cost` serves it. The appliance gets the repository only with `--install`.',
    debian: 'If the appliance would have no package source at all, it gets these repositories without `--install` too.',
    rpm: 'Written like `url`, with `--baseurl`. Of two lines with one name the later counts. One without any address is an error unless `--repo` of that name gives one.',
    withoutEffect: ['--ignoregroups'],
    refused: { '--metalink': metalink },
  },
  bootc: refused(tree),
  cdrom: refused(fromRepositories, useUrl),
  harddrive: refused(fromRepositories, useUrl),
  hmc: refused(fromRepositories, useUrl),
  liveimg: refused(fromRepositories, useUrl),
  method: refused(fromRepositories, useUrl),
  module: {
    is: 'honoured',
    effect:
      'The stream is enabled, or the module disabled, before packages are looked for; nothing of it is installed.',
    notWith: {
      with: 'apt',
      reason: 'Debian has no modules',
      hint: 'name the version that you want as a package, or for an RPM distribution: --backend dnf',
    },
  },
  nfs: refused(fromRepositories, useUrl),
  ostreecontainer: refused(tree),
  ostreesetup: refused(tree),
} as const;

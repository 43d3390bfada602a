import type { Document } from '../../kickstart/document.ts';
import type { Backend } from '../appliance.ts';
import { debianHeaderRefusals } from '../packages/debian.ts';

/** What a word tells about the distribution, and in which words the plan says so. */
export interface Telling {
  readonly backend: Backend;
  readonly pattern: RegExp;
  readonly what: string;
}

/** What the address of a repository tells. Those for RPM come first where a word of both is in it. */
export const addressEvidence: readonly Telling[] = [
  { backend: 'apt', pattern: /\S\s+\S/, what: 'a suite after the URL' },
  {
    backend: 'dnf',
    pattern: /\$\{?(?:releasever|basearch|arch|stream|contentdir|infra)(?![a-z])/,
    what: 'a variable of dnf',
  },
  { backend: 'dnf', pattern: /[?&]repo=/, what: 'a list of mirrors by the name of the repository' },
];

/** Folders and hosts in the address; those of a local path are chance, so they count for remote addresses alone. */
export const placeEvidence: readonly Telling[] = [
  { backend: 'dnf', pattern: /\/(?:BaseOS|AppStream|CRB|Everything)(?:\/|$)/, what: 'a folder of RPM distributions' },
  { backend: 'dnf', pattern: /\/(?:os|repodata)\/?$|\/os\//, what: 'a folder of RPM distributions' },
  { backend: 'dnf', pattern: /\/(?:x86_64|aarch64|noarch)(?:\/|$)/, what: 'a folder of an RPM architecture' },
  {
    backend: 'dnf',
    pattern:
      /(?:^|[/.-])(?:fedora(?:project|-\w+)?|centos(?:-\w+)?|rocky(?:linux)?|alma(?:linux)?|rhel\d*|redhat|epel|oraclelinux|amazonlinux|opensuse)(?=[/.:-]|$)/i,
    what: 'the name of an RPM distribution',
  },
  {
    backend: 'apt',
    pattern: /(?:^|[/.-])(?:debian(?:-\w+)?|ubuntu(?:-\w+)?|devuan|kali|raspbian)(?=[/.:-]|$)/i,
    what: 'the name of a Debian distribution',
  },
];

/**
 * Names of packages that only one family has. Debian's are in lower case without underscores (policy §5.6.1); what both
 * families have under the same name (openssh-server, grub2-common, dracut, firewalld) tells nothing.
 */
export const nameEvidence: readonly Telling[] = [
  { backend: 'apt', pattern: /^[a-z0-9][a-z0-9+.-]+(?:[=/]|:(?:amd64|arm64|i386|all|any)$)/, what: 'apt syntax' },
  { backend: 'apt', pattern: /^(?:linux-(?:image|headers)-|grub-(?:pc|efi)|shim-signed)/, what: 'a Debian name' },
  { backend: 'apt', pattern: /^(?:apt|apt-.+|network-manager|ifupdown.*|initramfs-tools)$/, what: 'a Debian name' },
  {
    backend: 'apt',
    pattern: /^(?:openssh-client|systemd-sysv|iputils-ping|locales|ubuntu-.+)$/,
    what: 'a Debian name',
  },
  { backend: 'apt', pattern: /^[a-z0-9].*-dev$/, what: 'a Debian name' },
  { backend: 'dnf', pattern: /^\//, what: 'a path of a file' },
  { backend: 'dnf', pattern: /^[^@:]*(?:[A-Z_]|\.(?:x86_64|noarch|i[36]86|aarch64)$)/, what: 'an RPM name' },
  { backend: 'dnf', pattern: /^kernel(?!-wedge)(?:-|\*|$)/, what: 'an RPM name' },
  { backend: 'dnf', pattern: /^(?:grub2-(?:pc|efi|tools)|shim-(?:x64|ia32|aa64))/, what: 'an RPM name' },
  { backend: 'dnf', pattern: /^(?:glibc(?:-(?:langpack|common|minimal|all).*)?|langpacks-.+)$/, what: 'an RPM name' },
  { backend: 'dnf', pattern: /^(?!lsb-).+-(?:release|devel)$|^iwl.*-firmware$/, what: 'an RPM name' },
  { backend: 'dnf', pattern: /^selinux-policy-(?:targeted|minimum)$/, what: 'an RPM name' },
  { backend: 'dnf', pattern: /^(?:openssh-clients|cloud-utils-growpart|procps-ng)$/, what: 'an RPM name' },
  { backend: 'dnf', pattern: /^(?:vim-(?:enhanced|minimal)|bind-utils|shadow-utils|httpd)$/, what: 'an RPM name' },
];

/** Names of releases, as --releasever takes them: those of RPM begin with a number. */
export const releaseEvidence: readonly Telling[] = [
  { backend: 'dnf', pattern: /^(?:\d|rawhide$|eln$)/, what: 'a release of RPM distributions' },
  { backend: 'apt', pattern: /^[a-z]/, what: 'a code name or suite of Debian' },
];

/** Commands about what only RPM distributions have. */
export const rpmCommands = [
  'module',
  'authselect',
  'rhsm',
  'syspurpose',
] as const satisfies readonly Document['commands'][number]['name'][];

/** What only dnf can do. */
export const rpmHeaderOptions = Object.keys(debianHeaderRefusals);

/** What the scripts call, if they call the tools of one family alone. */
export const scriptEvidence: readonly Telling[] = [
  { backend: 'apt', pattern: /^\s*(?:sudo\s+)?(?:apt|apt-get|dpkg|dpkg-reconfigure|update-grub)\s/m, what: 'apt' },
  {
    backend: 'dnf',
    pattern: /^\s*(?:sudo\s+)?(?:dnf|yum|rpm|grub2-mkconfig|restorecon|authselect)\s/m,
    what: 'dnf',
  },
];

type MemberKind = 'mandatory' | 'default' | 'optional' | 'conditional';

interface Group {
  readonly id: string;
  readonly name: string;
  readonly visible: boolean;
  readonly members: Readonly<Partial<Record<MemberKind, readonly string[]>>>;
}

const groups: readonly Group[] = [
  {
    id: 'core',
    name: 'Core',
    visible: false,
    members: {
      mandatory: [
        'bash',
        'coreutils',
        'debianutils',
        'filesystem',
        'findutils',
        'gawk',
        'glibc',
        'grep',
        'hostname',
        'iproute',
        'iputils',
        'kmod',
        'less',
        'login',
        'NetworkManager',
        'openssh-server',
        'procps-ng',
        'rpm',
        'sed',
        'setup',
        'shadow-utils',
        'systemd',
        'tar',
        'trial-release',
        'util-linux',
        'vim-minimal',
      ],
      default: ['ca-certificates', 'chrony', 'e2fsprogs', 'kbd', 'openssh-clients', 'systemd-resolved', 'tzdata'],
      optional: ['curl', 'dosfstools', 'xfsprogs'],
    },
  },
  {
    id: 'web-server',
    name: 'Web Server',
    visible: true,
    members: {
      mandatory: ['trial-web-server'],
      default: ['trial-web-log'],
      optional: ['trial-web-statistics'],
      conditional: ['trial-hello-plugin'],
    },
  },
  { id: 'standard', name: 'Standard', visible: false, members: { mandatory: ['bzip2', 'xz'], default: ['zstd'] } },
];

/** What a conditional member waits for. */
const waitsFor: Readonly<Record<string, string>> = { 'trial-hello-plugin': 'trial-hello' };

const groupXml = ({ id, name, visible, members }: Group) => `  <group>
    <id>${id}</id>
    <name>${name}</name>
    <description>${name} of Trial Linux</description>
    <default>false</default>
    <uservisible>${visible}</uservisible>
    <packagelist>
${Object.entries(members)
  .flatMap(([kind, names]) => names.map((member) => memberXml(kind, member)))
  .join('\n')}
    </packagelist>
  </group>`;

function memberXml(kind: string, member: string): string {
  const requires = waitsFor[member] === undefined ? '' : ` requires="${waitsFor[member]}"`;
  return `      <packagereq type="${kind}"${requires}>${member}</packagereq>`;
}

/** comps.xml: groups, environments and languages. */
export const compsXml = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE comps PUBLIC "-//Red Hat, Inc.//DTD Comps info//EN" "comps.dtd">
<comps>
${groups.map(groupXml).join('\n')}
  <environment>
    <id>minimal-environment</id>
    <name>Minimal Install</name>
    <description>Basic functionality</description>
    <display_order>1</display_order>
    <grouplist>
      <groupid>core</groupid>
    </grouplist>
    <optionlist>
      <groupid>standard</groupid>
    </optionlist>
  </environment>
  <environment>
    <id>web-server-environment</id>
    <name>Web Server Edition</name>
    <description>A server for the web</description>
    <display_order>2</display_order>
    <grouplist>
      <groupid>core</groupid>
      <groupid>web-server</groupid>
    </grouplist>
    <optionlist>
      <groupid default="true">standard</groupid>
    </optionlist>
  </environment>
  <langpacks>
    <match install="glibc-langpack-%s" name="glibc"/>
  </langpacks>
</comps>
`;

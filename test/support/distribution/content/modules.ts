/** Streams of the module `trial-database`, the default first. */
export const databaseStreams = ['1', '2'] as const;

/** modulemd version 2 (modulemd-stream-v2), one document to a stream, and the defaults. @param artifacts NEVRAs by stream */
export function modulesYaml(artifacts: Readonly<Record<string, readonly string[]>>): string {
  return [...Object.entries(artifacts).map(([stream, packages]) => streamYaml(stream, packages)), defaults].join('');
}

const streamYaml = (stream: string, packages: readonly string[]) => `---
document: modulemd
version: 2
data:
  name: trial-database
  stream: "${stream}"
  version: 1
  context: trial00${stream}
  arch: x86_64
  summary: A database, version ${stream}
  description: >-
    A database of which two versions exist.
  license:
    module: [MIT]
  dependencies:
  - requires:
      platform: [trial1]
  profiles:
    client:
      rpms: [trial-database-client]
    server:
      rpms: [trial-database-server]
  api:
    rpms: [trial-database-client, trial-database-server]
  artifacts:
    rpms:
${packages.map((nevra) => `    - ${nevra}`).join('\n')}
...
`;

const defaults = `---
document: modulemd-defaults
version: 1
data:
  module: trial-database
  stream: "${databaseStreams[0]}"
  profiles:
    "1": [server]
    "2": [server]
...
`;

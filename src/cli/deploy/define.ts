import { type Command, Option } from 'commander';
import { firmwares } from '../../appliance/settings.ts';
import { buses, screens, virtTypes } from '../../deploy/domain/choices.ts';
import type { Environment } from '../host/environment.ts';
import { collect, integer, memoryMiB, processors, seconds } from '../options/build-options.ts';
import type { RunCommand } from '../run-command.ts';

const usualUri = 'qemu:///system';

/** What is for libvirt alone. Whoever gives it beside an option that asks no libvirt would think that it was heard. */
const ofLibvirt = [
  ...['connect', 'shutdownTimeout', 'force', 'upgrade', 'replace', 'forget', 'virtType', 'pool', 'inPlace', 'overlay'],
  ...['userDisk', 'bus', 'machine', 'consoleLog', 'skipChecksum', 'start', 'waitBoot', 'expect', 'timeout'],
  ...['printXml', 'installTools'],
];
/** What a file for VMware says itself. */
const ofMachines = ['boot', 'memory', 'vcpus', 'graphics', 'firmware', 'network', 'mac'];

/** `deploy` and `undeploy`. */
export function defineDeployCommands(program: Command, run: RunCommand, environment: Environment): void {
  const deploy = program
    .command('deploy')
    .description('run an appliance with libvirt, or upgrade one that runs')
    .argument('<descriptor>', 'the NAME.xml of a build, or any virt-image descriptor');
  withStop(deploy)
    .option('--name <name>', 'name of the domain (default: that of the descriptor)')
    .addOption(
      new Option('--upgrade', 'replace system disks, keep user disks, make scratch disks anew').conflicts('replace'),
    )
    .option('--replace', 'put it in the place of the domain of that name, whatever it is')
    .option('--forget', 'ask for nothing that an earlier deployment was asked for')
    .option('--boot <n>', 'way of booting, from 0 (default: the first that the host can)', integer(0))
    .addOption(new Option('--virt-type <type>', 'kind of domain (default: the fastest that works)').choices(virtTypes))
    .option('--memory <mib>', 'MiB (default: as the descriptor says; so with the next two)', memoryMiB(1))
    .option('--vcpus <n>', 'processors', processors)
    .addOption(new Option('--graphics <screen>', 'a screen, or none').choices(screens))
    .option('--pool <name>', 'storage pool that disks are copied into', 'default')
    .addOption(new Option('--in-place', 'run from the files themselves').conflicts('overlay'))
    .option('--overlay', 'keep in the pool only what differs from the files')
    .option('--user-disk <disk=volume>', 'take a volume of the pool as user disk; repeatable', collect)
    .addOption(new Option('--bus <bus>', 'of disks (default: virtio)').choices(buses))
    .option('--machine <type>', "QEMU's machine (default: q35, for aarch64 virt)")
    .addOption(new Option('--firmware <firmware>', 'default: bios if the disks boot with it').choices(firmwares))
    .option('--network <network>', 'network=NAME, bridge=NAME or user; repeat it for each interface', collect)
    .option('--mac <address>', 'of a network card; repeat it for each', collect)
    .option('--console-log <file>', 'file on the host that takes the serial console')
    .option('--skip-checksum', 'take disks whose checksum is another')
    .option('--no-start', 'define it only')
    .option('--wait-boot', 'wait until its console shows that it has booted; if it does not, all is put back')
    .option(
      '--expect <regex>',
      'what --wait-boot waits for (default: as the manifest says, else login:); repeatable',
      collect,
    )
    .option('--timeout <seconds>', 'deadline of --wait-boot', seconds)
    .option('--print-xml', 'print the XML of the domain; change nothing')
    .addOption(
      new Option('--print-xl', 'print a configuration for xl, the tool of Xen; asks no libvirt').conflicts([
        ...ofLibvirt,
        ...['json', 'target'],
      ]),
    )
    .addOption(
      new Option('--target <target>', 'vmware: tell which file to import')
        .choices(['vmware'])
        .conflicts([...ofLibvirt, ...ofMachines]),
    )
    .option('--install-tools', 'install missing host tools first')
    .option('--json', 'print the result as JSON')
    .action(
      run(async (descriptor: string, flags: import('./flags.ts').DeployFlags) =>
        (await import('./deploy-command.ts')).deployCommand(descriptor, flags, environment),
      ),
    );

  withStop(
    program
      .command('undeploy')
      .description('remove a deployed appliance; disks of the user stay')
      .argument('<name>', 'of the domain'),
  )
    .option('--remove-user-disks', 'delete those, too')
    .option('--install-tools', 'install missing host tools first')
    .option('--json', 'print the result as JSON')
    .action(
      run(async (name: string, flags: import('./flags.ts').UndeployFlags) =>
        (await import('./undeploy-command.ts')).undeployCommand(name, flags, environment),
      ),
    );
}

function withStop(command: Command): Command {
  return command
    .option('--connect <uri>', 'libvirt to use', usualUri)
    .option('--shutdown-timeout <seconds>', 'how long a running machine has to shut down', seconds, 120)
    .option('--force', 'pull the plug of one that does not');
}

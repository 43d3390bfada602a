/** What the guest is called in the three languages of VMware's world. */
export interface GuestOs {
  /** CIM_OperatingSystem.OSType of DMTF. */
  readonly cimType: number;
  /** VirtualMachineGuestOsIdentifier of vSphere. */
  readonly vsphere: string;
  /** `guestOS` of a .vmx file. */
  readonly vmx: string;
  readonly description: string;
}

interface Row extends GuestOs {
  /** ID of os-release(5). */
  readonly ids: readonly string[];
}

/** The newest names that virtual machines of hardware version 13 know; later releases of a system go by them. */
const rows: readonly Row[] = [
  row(['debian'], 96, 'debian10_64Guest', 'debian10-64', 'Debian GNU/Linux (64-bit)'),
  row(['ubuntu'], 94, 'ubuntu64Guest', 'ubuntu-64', 'Ubuntu Linux (64-bit)'),
  row(['fedora'], 101, 'fedora64Guest', 'fedora-64', 'Fedora (64-bit)'),
  row(['rhel'], 80, 'rhel7_64Guest', 'rhel7-64', 'Red Hat Enterprise Linux (64-bit)'),
  row(['centos', 'almalinux', 'rocky'], 107, 'centos7_64Guest', 'centos7-64', 'CentOS (64-bit) or one like it'),
  row(['ol'], 109, 'oracleLinux7_64Guest', 'oraclelinux7-64', 'Oracle Linux (64-bit)'),
];
const other: GuestOs = row([], 101, 'other3xLinux64Guest', 'other3xlinux-64', 'Linux (64-bit)');

function row(ids: readonly string[], cimType: number, vsphere: string, vmx: string, description: string): Row {
  return { ids, cimType, vsphere, vmx, description };
}

/** @param id ID of the guest's os-release(5) */
export function guestOsOf(id: string): GuestOs {
  return rows.find(({ ids }) => ids.includes(id)) ?? other;
}

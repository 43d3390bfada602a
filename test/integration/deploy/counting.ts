import { smallKickstart } from '../../support/small-appliance.ts';

const count = [
  '%post --erroronfail',
  "cat > /etc/systemd/system/count.service <<'UNIT'",
  '[Unit]',
  'DefaultDependencies=no',
  'RequiresMountsFor=/srv/data',
  'After=systemd-remount-fs.service',
  '[Service]',
  'Type=oneshot',
  "ExecStart=/bin/sh -c 'echo >> /var/boots; echo >> /srv/data/boots; echo boots: system $(wc -l < /var/boots), data $(wc -l < /srv/data/boots) > /dev/console'",
  '[Install]',
  'WantedBy=sysinit.target',
  'UNIT',
  'systemctl enable count.service',
  '%end',
];
const addon = [
  '%addon org_appliance_build',
  'disk os --device=sda',
  'disk data --device=sdb --use=user',
  'target kvm xen',
  '%end',
];
const parts = ['part / --fstype=ext4 --size=900 --ondisk=sda', 'part /srv/data --fstype=ext4 --size=16 --ondisk=sdb'];

/** Each disk counts the boots that it has seen, and the console shows both. */
export const countingKickstart = smallKickstart({ parts, sections: [...count, ...addon] });

import { noEffect, refused } from './means.ts';

/** Commands that steer the installer's own run. */
export const installerSupport = {
  autostep: noEffect('steps through the pages of the installer'),
  driverdisk: noEffect('drivers for the machine that runs the installer'),
  eula: noEffect('the licence was agreed to by whoever builds'),
  install: noEffect('the mode of the installer'),
  logging: noEffect('the log of the installer'),
  mediacheck: noEffect('tests the medium of the installer'),
  rdp: noEffect('shows the installer over the network'),
  reboot: noEffect('what the installer does at its end'),
  sshpw: noEffect('accounts of the installer itself'),
  text: noEffect('how the installer shows itself'),
  updates: noEffect('updates of the installer itself'),
  vnc: noEffect('shows the installer over the network'),
  rescue: refused('it starts a rescue system and installs nothing', 'remove the line'),
} as const;

/**
 * The program that makes extlinux.conf anew in the guest when a kernel or an initramfs comes or goes: Debian's package of
 * extlinux has none since 2017. It writes what src/disk/extlinux/extlinux-config.ts writes, from /etc/default/extlinux.
 */
export const extlinuxUpdate = `#!/bin/sh
# Written by appliance-build: makes the menu of extlinux anew. Its settings are in /etc/default/extlinux.
set -e
. /etc/default/extlinux
. /etc/os-release
menu=/boot/extlinux/extlinux.conf
[ -d /boot/extlinux ] || exit 0
versions=$(ls /boot | sed -n 's/^vmlinuz-//p' | grep -Ev '[.](old|bak|hmac|sig)$' | sort -rV) || exit 0
{
  echo '# Written by appliance-build.'
  [ -z "$EXTLINUX_SERIAL" ] || echo "serial $EXTLINUX_SERIAL"
  echo "default linux-$(echo "$versions" | head -n 1)"
  echo 'prompt 0'
  if [ "$EXTLINUX_TIMEOUT" != 0 ]; then
    echo 'ui menu.c32'
    echo "menu title $PRETTY_NAME"
    [ "$EXTLINUX_TIMEOUT" = -1 ] && echo 'timeout 0' || echo "timeout $((EXTLINUX_TIMEOUT * 10))"
  fi
  for version in $versions; do
    echo
    echo "label linux-$version"
    echo "  menu label $PRETTY_NAME, with Linux $version"
    echo "  linux $EXTLINUX_FOLDER/vmlinuz-$version"
    for initramfs in "initrd.img-$version" "initramfs-$version.img"; do
      [ ! -e "/boot/$initramfs" ] || { echo "  initrd $EXTLINUX_FOLDER/$initramfs"; break; }
    done
    printf '  append %s\\n' "$EXTLINUX_ROOT\${EXTLINUX_PARAMETERS:+ $EXTLINUX_PARAMETERS}"
  done
} > "$menu.new"
sync "$menu.new"
mv "$menu.new" "$menu"
`;

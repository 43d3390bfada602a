/** Offsets of the PE format (Microsoft, "PE Format": signature, optional header of PE32+, data directories). */
const headerOffsetField = 0x3c;
const optionalHeader = 24;
const pe32PlusMagic = 0x20b;
const certificateDirectory = 112 + 4 * 8;

/** Whether a program for UEFI carries a signature; whose, only the firmware judges. */
export function isSigned(program: Buffer): boolean {
  if (program.length < headerOffsetField + 4 || program.toString('latin1', 0, 2) !== 'MZ') return false;
  const header = program.readUInt32LE(headerOffsetField);
  const optional = header + optionalHeader;
  if (program.length < optional + certificateDirectory + 8) return false;
  if (program.toString('latin1', header, header + 4) !== 'PE\0\0') return false;
  if (program.readUInt16LE(optional) !== pe32PlusMagic) return false;
  return program.readUInt32LE(optional + certificateDirectory + 4) > 0;
}

import type { Architecture } from '../../architecture.ts';

/** e_machine of the System V ABI's supplements. */
const machines: Readonly<Record<Architecture, number>> = { x86_64: 62, aarch64: 183 };

const headerBytes = 64;
const programHeaderBytes = 56;
const loadAddress = 0x400000;
/** Longest page size of the architectures. */
const alignment = 0x10000;

/** The exit code of `exitProgram`: one that no shell and no emulator ends with by itself. */
export const exitCodeOfProgram = 42;

/** exit(42): the number of the system call and the code into their registers, then the call. */
const instructions: Readonly<Record<Architecture, Buffer>> = {
  // mov edi, 42; mov eax, 60; syscall
  x86_64: Buffer.from('bf2a000000b83c0000000f05', 'hex'),
  // movz x0, #42; movz x8, #93; svc #0 (each 32 bits, little endian)
  aarch64: Buffer.from('400580d2a80b80d2010000d4', 'hex'),
};

/** A whole program that needs no library and only ends with an exit code (ELF-64, one segment; System V ABI, chapters 4 and 5). */
export function exitProgram(arch: Architecture): Buffer {
  const code = instructions[arch];
  const start = headerBytes + programHeaderBytes;
  const size = start + code.length;
  const program = Buffer.alloc(start);
  identification.copy(program);
  program.writeUInt16LE(2, 16); // e_type: executable
  program.writeUInt16LE(machines[arch], 18);
  program.writeUInt32LE(1, 20); // e_version
  program.writeBigUInt64LE(BigInt(loadAddress + start), 24); // e_entry
  program.writeBigUInt64LE(BigInt(headerBytes), 32); // e_phoff
  program.writeUInt16LE(headerBytes, 52);
  program.writeUInt16LE(programHeaderBytes, 54);
  program.writeUInt16LE(1, 56); // e_phnum
  program.writeUInt32LE(1, headerBytes); // p_type: load
  program.writeUInt32LE(5, headerBytes + 4); // p_flags: read, execute
  program.writeBigUInt64LE(BigInt(loadAddress), headerBytes + 16);
  program.writeBigUInt64LE(BigInt(loadAddress), headerBytes + 24);
  program.writeBigUInt64LE(BigInt(size), headerBytes + 32);
  program.writeBigUInt64LE(BigInt(size), headerBytes + 40);
  program.writeBigUInt64LE(BigInt(alignment), headerBytes + 48);
  return Buffer.concat([program, code]);
}

/** e_ident: 64 bits, little endian, version 1. */
const identification = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
const longIdentification = 16;

/**
 * What the first bytes of programs for an architecture look like: executables and shared objects, whatever their operating
 * system's ABI is.
 *
 * @returns the bytes, and for each those bits of it that count
 */
export function programPattern(arch: Architecture): { readonly magic: Buffer; readonly mask: Buffer } {
  const magic = Buffer.alloc(longIdentification + 4);
  identification.copy(magic);
  magic.writeUInt16LE(2, 16);
  magic.writeUInt16LE(machines[arch], 18);
  const mask = Buffer.alloc(magic.length, 0xff);
  mask[identification.length] = 0; // EI_OSABI
  mask[16] = 0xfe; // 2 and 3 are executables and shared objects
  return { magic, mask };
}

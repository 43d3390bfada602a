/** A serial port by its number, and bits per second. */
export interface SerialPort {
  readonly unit: string;
  readonly speed: string;
}

/** The port of the kernel's last serial console (kernel-parameters documentation, "console="), on which a menu speaks too. */
export function serialPortOf(kernelArguments: readonly string[]): SerialPort {
  const consoles = kernelArguments.map((argument) => /^console=ttyS(\d+)(?:,(\d+))?/.exec(argument));
  const [, unit = '0', speed = '115200'] = consoles.findLast((match) => match !== null) ?? [];
  return { unit, speed };
}

import * as fs from 'node:fs/promises';

/** Bytes of memory that can be used without swapping: what the kernel says, and no more than the control group allows. */
export async function availableMemoryBytes(): Promise<number> {
  const meminfo = await fs.readFile('/proc/meminfo', 'utf8');
  const available = Number(/^MemAvailable:\s+(\d+) kB$/m.exec(meminfo)?.[1] ?? 0) * 1024;
  const groups = await Promise.all([
    headroom('/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory.current'),
    headroom('/sys/fs/cgroup/memory/memory.limit_in_bytes', '/sys/fs/cgroup/memory/memory.usage_in_bytes'),
  ]);
  return Math.min(available, ...groups);
}

async function headroom(limitFile: string, usageFile: string): Promise<number> {
  const [limit, usage] = await Promise.all(
    [limitFile, usageFile].map((file) => fs.readFile(file, 'utf8').catch(() => 'max')),
  );
  const free = Number(limit) - Number(usage);
  return Number.isFinite(free) ? free : Number.POSITIVE_INFINITY;
}

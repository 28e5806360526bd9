import { readFileSync } from 'node:fs';

/** Linux counts processor time in ticks of ten milliseconds. */
const TICK_MS = 10;

/** Processor time of a process so far, its own and that of the children it has waited for; null where /proc is not there. */
export function processorMs(pid: number): { own: number; children: number } | null {
  try {
    // The name in the second field may hold anything; the numbers come after its closing bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*[)] /s, '')
      .split(' ')
      .map(Number);
    return { own: (fields[11]! + fields[12]!) * TICK_MS, children: (fields[13]! + fields[14]!) * TICK_MS };
  } catch {
    return null;
  }
}

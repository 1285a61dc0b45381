/** Where the suites keep their temporary files. */
import { statfsSync } from 'node:fs'

const MEMORY = '/dev/shm'
/** Bytes that a suite has on disk at once at most, with as much to spare. */
const ENOUGH = 2 ** 30

/**
 * The environment of a suite whose temporary files are kept in memory, where the machine has a file system there: stores write through
 * to the disk at every commit, and waiting for that took a third of the suite. What a killed process has written is there all the same.
 */
export function inMemory(): Readonly<Record<string, string>> {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= ENOUGH ? { TMPDIR: MEMORY } : {}
  } catch {
    return {}
  }
}

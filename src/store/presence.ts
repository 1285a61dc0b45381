/**
 * Whether a worker of this machine is still there. Each holds a lock on a file of its own in the home folder, which the
 * system takes from its process when that ends, however it ends: who gets the lock knows that the worker is gone, and need
 * not wait for its leases.
 */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { type FileLock, lockFile } from './filelock.ts'

export interface Presence {
  /** Takes a lock, and gives the id under which a worker is known from then on; its lock can be found by it. */
  enter(): string
  /** True only where a worker's process has certainly ended; false where it lives, or where that cannot be known here. */
  hasEnded(worker: string): boolean
  /** Lets go of a worker's lock: one's own, or that of one that has ended. */
  leave(worker: string): void
}

/** Where there is no folder for locks: none is known to have ended. */
export const NO_PRESENCE: Presence = { enter: randomUUID, hasEnded: () => false, leave: () => {} }

/** In the home folder. */
const FOLDER = 'workers'
/** Milliseconds after which a file without a lock proves nothing: all leases have ended long before. */
const KEPT = 86_400_000

/** `home` may be of several processes, of one machine; on another its files are copies, which prove nothing. */
export function createPresence(home: string): Presence {
  const folder = join(home, FOLDER)
  const held = new Map<string, FileLock>()
  const fileOf = (name: string) => join(folder, `${name}.lock`)
  return {
    enter() {
      const name = randomUUID()
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        sweep(folder)
        const lock = lockFile(fileOf(name))
        if (!lock) return name
        const worker = `${name}.${tagOf(fileOf(name))}`
        held.set(worker, lock)
        return worker
      } catch {
        // A full or read-only disk: others wait for this one's leases, as they would for another machine's.
        return name
      }
    },
    hasEnded(worker) {
      const [name = '', tag] = worker.split('.')
      const file = fileOf(name)
      if (tag === undefined || held.has(worker)) return false
      try {
        if (!existsSync(file) || tagOf(file) !== tag) return false
        const lock = lockFile(file)
        lock?.release()
        return lock !== undefined
      } catch {
        return false
      }
    },
    leave(worker) {
      held.get(worker)?.release()
      held.delete(worker)
      const [name = '', tag] = worker.split('.')
      if (tag !== undefined) rmSync(fileOf(name), { force: true })
    },
  }
}

/** Files of workers that ended while no other ran. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    if (statSync(file).mtimeMs > Date.now() - KEPT) continue
    const lock = lockFile(file)
    lock?.release()
    if (lock) rmSync(file, { force: true })
  }
}

/** Names one file of one running system: a copy of it, or the same after the machine's restart, has another tag. */
function tagOf(file: string): string {
  const { ino } = statSync(file, { bigint: true })
  return createHash('sha256').update(`${systemId()} ${ino}`).digest('base64url').slice(0, 12)
}

/** Linux names every start of its kernel; elsewhere the machine's name must do. */
function systemId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return hostname()
  }
}

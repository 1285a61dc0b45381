/** A copy of the SQLite store, made while the bot works with it. */
import { access, open, rename, rm, stat } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { RequestError, type StoreFault } from '#src/errors.ts'
import { faultOf, storeErrorOf } from './faults.ts'
import { fileIn } from './open.ts'

export interface Backup {
  readonly file: string
  /** Of the copy. */
  readonly bytes: number
}

/**
 * Writes all that is committed at this moment into a new file, checks it, and only then gives it its name. No process waits
 * for it. Throws RequestError: `backup.missing` without a store, `backup.exists` where the file is there,
 * `backup.failed` with the reason. Throws StoreError where it is the store that cannot be copied.
 */
export async function backUp(home: string, to: string): Promise<Backup> {
  const from = fileIn(home)
  if (!(await isThere(from))) throw new RequestError('backup.missing', { file: from })
  if (await isThere(to)) throw new RequestError('backup.exists', { file: to })
  const part = `${to}.part`
  try {
    await rm(part, { force: true })
    // It holds what members have set, as the store itself does: from the first byte on only its owner reads it.
    await (await open(part, 'wx', 0o600)).close()
    copy(from, part)
    await rename(part, to)
  } catch (error) {
    await rm(part, { force: true }).catch(() => {})
    if (OF_STORE.has(faultOf(error))) throw storeErrorOf(from, error)
    throw new RequestError('backup.failed', { file: to, reason: reasonOf(error) })
  }
  return { file: to, bytes: (await stat(to)).size }
}

/** Throws where the copy is not sound. */
function copy(from: string, to: string): void {
  const store = new DatabaseSync(from, { readOnly: true, timeout: BUSY_TIMEOUT })
  try {
    store.prepare('vacuum into ?').run(to)
  } finally {
    store.close()
  }
  const made = new DatabaseSync(to, { readOnly: true })
  try {
    const { integrity_check: said } = made.prepare('pragma integrity_check').get() ?? {}
    // What is wrong in a whole copy was wrong in the store.
    if (said !== 'ok') throw Object.assign(new Error(String(said)), { errcode: CORRUPT })
  } finally {
    made.close()
  }
}

/** Whatever is wrong with the folder of the copy, these are the store's. */
const OF_STORE: ReadonlySet<StoreFault> = new Set(['damaged', 'foreign', 'locked'])
/** SQLite's code for a damaged database. */
const CORRUPT = 11
/** Milliseconds that another process's lock is waited for. */
const BUSY_TIMEOUT = 5000

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

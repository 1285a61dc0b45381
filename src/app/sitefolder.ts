/** The site's folder, into which one process writes at a time. */
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeFolder } from '#src/folder.ts'
import { lockFile } from '#src/store/filelock.ts'

/** In the folder; no page is at an address that begins with a dot. */
const FILE = '.lock'
/** Milliseconds between two tries. */
const AGAIN = 250

/**
 * Works once no other process writes into the folder, which is made where it is missing: one that ended without a word holds it no
 * more. `onWait` hears that another writes. Rejects with what the work rejects with, or the system's error.
 */
export async function inSiteFolder<Result>(
  folder: string,
  work: () => Promise<Result>,
  onWait: () => void = () => {},
): Promise<Result> {
  await makeFolder(folder)
  const file = join(folder, FILE)
  // Says by the system's own code what keeps one from writing here.
  await (await open(file, 'a')).close()
  let lock = lockFile(file)
  if (!lock) onWait()
  while (!lock) {
    await sleep(AGAIN)
    lock = lockFile(file)
  }
  try {
    return await work()
  } finally {
    lock.release()
  }
}

/** Files of the site put into its folder, each in one step. */
import { randomUUID } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolder } from '#src/folder.ts'
import type { SiteFile } from './files.ts'

/** Where files are written before they get their place; on the same disk, so that a rename is one step. */
export const BEGUN = '.begun'

/**
 * Readers meanwhile get the whole old file or the whole new one. Rejects with the system's error. A thread that does nothing else
 * waits for the disk in half the time that a promise takes.
 */
export async function put(folder: string, { path, content }: SiteFile): Promise<void> {
  const [file, begun] = [join(folder, path), join(folder, BEGUN, randomUUID())]
  await withFolderOf(begun, () => writeFileSync(begun, content))
  await withFolderOf(file, () => renameSync(begun, file))
}

/** Removes what lies there, once all has its place. */
export function removeBegun(folder: string): Promise<void> {
  return rm(join(folder, BEGUN), { recursive: true, force: true })
}

/** Most folders are there already. */
async function withFolderOf(file: string, step: () => void): Promise<void> {
  try {
    step()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    await makeFolder(dirname(file))
    step()
  }
}

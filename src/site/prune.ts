/** Removing what is on the site no more: charts that a revision dropped, pages of nothing, files of an older name. */
import { readdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** Removes all files under a folder of the site (`ja/2025-11-17`) whose paths from the site's root are not kept. */
export async function prune(root: string, under: string, isKept: (path: string) => boolean): Promise<void> {
  const folder = join(root, under)
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const file = join(folder, entry.name)
    if (entry.isDirectory()) await prune(root, relative(root, file), isKept)
    else if (!isKept(`/${relative(root, file)}`)) await rm(file)
  }
  const left = await readdir(folder).catch(() => undefined)
  if (left?.length === 0) await rm(folder, { recursive: true })
}

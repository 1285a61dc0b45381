/** A small site written into a folder of its own: the sample's last editions. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { editionsOfHistory } from '#src/app/published.ts'
import type { Edition } from '#src/briefing/edition.ts'
import type { PublishedEditions } from '#src/site/editions.ts'
import { type Written, writeSite } from '#src/site/write.ts'
import { sampleHistory } from './recaps.ts'

export const HOME = 'https://kawaraban.example'

/** The newest `count` editions of the sample. */
export async function newest(count: number): Promise<PublishedEditions> {
  const all = editionsOfHistory(await sampleHistory())
  return {
    weeks: async () => (await all.weeks()).slice(0, count),
    read: (week, revision) => all.read(week, revision),
  }
}

/** As if the newest edition had been corrected since. */
export function corrected(editions: PublishedEditions, edition: Edition): PublishedEditions {
  return {
    async weeks() {
      const [first, ...rest] = await editions.weeks()
      if (!first) return []
      const publishedAt = [...first.publishedAt, (first.publishedAt[0] ?? 0) + 8 * 3_600_000]
      return [{ ...first, ids: [...first.ids, edition.id], publishedAt }, ...rest]
    },
    read: (week, revision) => (revision === 2 ? Promise.resolve(edition) : editions.read(week, revision)),
  }
}

export interface Site {
  readonly folder: string
  write(editions: PublishedEditions, code?: string, threads?: number): Promise<Written>
  /** Text of every file, pictures as their bytes in base64, by path from the root. */
  files(): Promise<ReadonlyMap<string, string>>
}

export async function emptySite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'kawaraban-site-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return {
    folder,
    write: (editions, code = 'one', threads = 1) =>
      writeSite(folder, editions, { home: HOME, code, threads }),
    async files() {
      const names = await readdir(folder, { recursive: true, withFileTypes: true })
      const files = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
      const read = files.map(
        async (file) =>
          [
            file.slice(folder.length),
            await readFile(file, file.endsWith('.png') ? 'base64' : 'utf8'),
          ] as const,
      )
      return new Map(await Promise.all(read))
    },
  }
}

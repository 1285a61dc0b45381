/** Updates that were taken already: Telegram delivers one again where it does not know that it arrived. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import type { Log } from '#src/log.ts'

export interface Dedupe {
  /** Whether an update comes for the first time; it is then taken. Kept on disk before this resolves, where there is a file. */
  take(id: number): Promise<boolean>
}

/** Numbers that are kept: far more than one delivery holds, which is 100. */
const KEPT = 2000

/**
 * Numbers and not the highest one, as they do not always grow: after a quiet week they begin anywhere. `file` carries
 * them over a restart; a file that cannot be read or written costs that, and a warning.
 */
export async function openDedupe(bot: number, file: string | undefined, log: Log): Promise<Dedupe> {
  const ids = new Set(file === undefined ? [] : await read(file, bot))
  let writing: Promise<void> | undefined
  let next: Promise<void> | undefined
  let warned = false
  return {
    async take(id) {
      if (ids.has(id)) return false
      ids.add(id)
      const oldest = ids.values().next().value
      if (ids.size > KEPT && oldest !== undefined) ids.delete(oldest)
      await save()
      return true
    },
  }

  /** Those that come while a write is under way share the next one. */
  function save(): Promise<void> {
    if (file === undefined) return Promise.resolve()
    if (!writing) {
      writing = write(file).finally(() => {
        writing = undefined
      })
      return writing
    }
    next ??= writing.then(() => {
      next = undefined
      return save()
    })
    return next
  }

  async function write(to: string): Promise<void> {
    try {
      await writeFile(`${to}.new`, JSON.stringify({ bot, updates: [...ids] }), { mode: 0o600 })
      await rename(`${to}.new`, to)
    } catch (error) {
      if (!warned)
        log.warn(
          `${to} cannot be written (${(error as NodeJS.ErrnoException).code}): after a restart an update may be answered twice`,
        )
      warned = true
    }
  }
}

/** Those of the same bot alone; nothing where there is no such file. */
async function read(file: string, bot: number): Promise<number[]> {
  try {
    const kept = JSON.parse(await readFile(file, 'utf8')) as { bot?: unknown; updates?: unknown }
    if (kept.bot !== bot || !Array.isArray(kept.updates)) return []
    return kept.updates.filter((id): id is number => Number.isSafeInteger(id))
  } catch {
    return []
  }
}

/** The store: one SQLite file in the bot's home folder. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import type { Memory } from '#src/chat/memory.ts'
import { StoreError } from '#src/errors.ts'
import { createMemory } from './memory.ts'
import { migrate } from './migrations.ts'
import type { Schema } from './schema.ts'
import { openSqlite } from './sqlite.ts'

export interface Store {
  readonly file: string
  readonly memory: Memory
  close(): Promise<void>
}

const FILE = 'kawaraban.sqlite'

/** Opens the store of a home folder, and makes either where it is missing. Throws StoreError. */
export async function openStore(home: string): Promise<Store> {
  const file = join(home, FILE)
  try {
    await mkdir(home, { recursive: true })
    return await open(file)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StoreError({ file, problem: reason }, { cause: error })
  }
}

async function open(file: string): Promise<Store> {
  const { dialect, close } = openSqlite(file)
  const database = new Kysely<Schema>({ dialect })
  try {
    await migrate(database)
  } catch (error) {
    close()
    throw error
  }
  const memory = createMemory(database)
  return { file, memory, close: memory.close }
}

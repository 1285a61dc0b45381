/** A PostgreSQL server of a test's own, which it may kill. */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, globSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface DatabaseServer {
  readonly url: string
  /** Kills it, and starts it again on what it had written. */
  crash(): Promise<void>
  stop(): Promise<void>
}

/** Whether there is one to start. */
export const HAS_SERVER =
  globSync('/usr/lib/postgresql/*/bin/initdb').length > 0 || existsSync('/usr/local/bin/initdb')

const SCRIPT = fileURLToPath(new URL('../../scripts/postgres.sh', import.meta.url))

export async function startServer(): Promise<DatabaseServer> {
  // The server's user is another: no parent may be closed to it.
  const folder = join(tmpdir(), `kawaraban-server-${randomUUID()}`)
  const run = async (what: string) => (await promisify(execFile)(SCRIPT, [what, folder])).stdout.trim()
  return {
    url: await run('start'),
    crash: async () => void (await run('crash')),
    stop: async () => void (await run('stop')),
  }
}

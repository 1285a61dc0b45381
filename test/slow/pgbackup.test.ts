/** A PostgreSQL store copied with pg_dump while it is in use, and restored into another database, as the guide says. */
import { execFile, execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { openStore } from '#src/store/open.ts'
import { planOf } from '../support/plans.ts'

const run = promisify(execFile)
const NOW = Date.parse('2025-11-24T00:00:00Z')

/** PostgreSQL's own programs: where they are missing, nothing can be shown. */
const isThere = ['pg_dump', 'pg_restore', 'createdb'].every((program) => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})
if (!isThere) process.stderr.write('skipped: pg_dump, pg_restore or createdb is not installed\n')

describe.skipIf(!isThere)('a PostgreSQL store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kawaraban-pg-'))
  // The server does not run as root, and has to get to its folder.
  chmodSync(folder, 0o755)
  const server = (what: string) => run('scripts/postgres.sh', [what, join(folder, 'server')])
  let url = ''
  beforeAll(async () => {
    url = (await server('start')).stdout.trim()
  }, 60_000)
  afterAll(async () => {
    await server('stop')
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  it('is the same after pg_dump and pg_restore, and can be written to', async () => {
    const store = await openStore('', url)
    const schedule = await store.schedules.add('discord:guild:9', planOf('discord:1'), NOW, '42', NOW)
    await store.memory.countUse('discord:1', 'bitcoin')
    const dump = join(folder, 'kawaraban.dump')
    await run('pg_dump', ['--format=custom', `--file=${dump}`, url])
    await store.close()
    const other = new URL(url)
    other.pathname = '/restored'
    const at = ['-h', other.hostname, '-p', other.port, '-U', other.username]
    await run('createdb', [...at, 'restored'])
    await run('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${other.href}`, dump])
    const restored = await openStore('', other.href)
    expect(await restored.schedules.get(schedule.id)).toEqual(schedule)
    await restored.memory.countUse('discord:1', 'bitcoin')
    expect(await restored.memory.uses('discord:1')).toEqual([{ asset: 'bitcoin', count: 2 }])
    await restored.close()
  }, 60_000)
})

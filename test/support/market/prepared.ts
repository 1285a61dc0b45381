/** A record that knows all until six hours before a boundary, made once and copied for each test. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { History } from '#src/market/history.ts'
import { HOUR, MINUTE } from '#src/market/time.ts'
import { temporaryFolder } from '../folder.ts'
import { type Collecting, knownAt, startCollecting } from './collecting.ts'

const FILE = 'kawaraban.sqlite'

export type Prepared = (parts: {
  readonly exchanges: readonly string[]
  readonly services?: readonly string[]
}) => Promise<Collecting>

/** Gives what opens a copy two minutes past the boundary at which the market ends. */
export async function prepareRecord(market: History): Promise<Prepared> {
  const at = market.now - 6 * HOUR
  const base = await mkdtemp(join(tmpdir(), 'kawaraban-prepared-'))
  const first = await startCollecting({ history: market, home: base, at, services: [] })
  await first.store.record.keep({ observations: knownAt(market, at), observedAt: at, assets: market.assets })
  await first.collector.tick()
  await first.close()
  const known = await readFile(join(base, FILE))
  await rm(base, { recursive: true, force: true })
  return async ({ exchanges, services = [] }) => {
    const home = await temporaryFolder()
    await writeFile(join(home, FILE), known)
    return startCollecting({ history: market, home, at: market.now + 2 * MINUTE, exchanges, services })
  }
}

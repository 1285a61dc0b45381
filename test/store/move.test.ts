/** Moving a SQLite store to a PostgreSQL server; skipped aloud where none is named in TEST_DATABASE_URL. */
import { expect, it, onTestFinished } from 'vitest'
import { RequestError } from '#src/errors.ts'
import { moveStore } from '#src/store/move.ts'
import { openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'
import { emptyDatabase, SERVER } from '../support/postgres.ts'
import { planOf } from '../support/plans.ts'

const NOW = Date.parse('2025-11-24T00:00:00Z')
const CANDLE = { open: 0.1 + 0.2, high: 1e-9, low: 3, close: 91_234.567_89 }

it('moves every row as it was, and posts go on from there', async (context) => {
  if (SERVER === undefined) return context.skip('TEST_DATABASE_URL names no PostgreSQL server')
  const home = await filledHome()
  const target = await emptyDatabase(SERVER)
  const tables = new Map<string, number>()
  const { rows } = await moveStore({ home, url: target, onTable: (table, count) => tables.set(table, count) })
  expect(Object.fromEntries(tables)).toMatchObject({
    ...{ schedule: 1200, revision: 1200, delivery: 1200, settings: 1, observation: 1, record_mark: 1 },
  })
  expect(rows).toBe([...tables.values()].reduce((sum, count) => sum + count, 0))

  const [before, after] = [await openStore(home), await openStore('', target)]
  onTestFinished(async () => {
    await Promise.all([before.close(), after.close()])
  })
  expect(await after.memory.settings('discord:7')).toEqual(await before.memory.settings('discord:7'))
  expect(await after.schedules.list('owner 3')).toEqual(await before.schedules.list('owner 3'))
  const { series } = await before.record.changed(0)
  expect((await after.record.changed(0)).series).toEqual(series)
  expect(await after.record.columns(series[0]?.id ?? -1)).toEqual(
    await before.record.columns(series[0]?.id ?? -2),
  )
  expect(await after.ledger.claim('w', 'discord', NOW, 60_000, 5000)).toHaveLength(1200)
})

it('moves nothing into a database that holds something, and says which table', async (context) => {
  if (SERVER === undefined) return context.skip('TEST_DATABASE_URL names no PostgreSQL server')
  const home = await filledHome()
  const target = await emptyDatabase(SERVER)
  const used = await openStore('', target)
  await used.memory.saveSettings('discord:9', { language: 'en' })
  await used.close()
  const failure = await moveStore({ home, url: target, onTable: () => {} }).catch((error: unknown) => error)
  expect(failure).toMatchObject({ key: 'store.notEmpty', values: { table: 'settings' } })
  const after = await openStore('', target)
  onTestFinished(() => after.close())
  expect(await after.schedules.count()).toEqual({ active: 0, paused: 0 })
})

it('says which file it looked for where there is none', async () => {
  const home = await temporaryFolder()
  const moving = moveStore({ home, url: 'postgresql://127.0.0.1:1/none', onTable: () => {} })
  await expect(moving).rejects.toThrow(RequestError)
  await expect(moving).rejects.toMatchObject({ key: 'store.missing' })
})

/** More rows than one statement takes, with every kind of value. */
async function filledHome(): Promise<string> {
  const home = await temporaryFolder()
  const store = await openStore(home)
  await store.memory.saveSettings('discord:7', { language: 'ja', zone: 'Asia/Tokyo', private: true })
  for (let index = 0; index < 1200; index++) {
    await store.schedules.add(`owner ${index}`, planOf(`discord:${index}`), NOW, '四十二', NOW)
  }
  const next = (_plan: unknown, after: number) => after + 7 * 86_400_000
  await store.ledger.enqueueDue({ now: NOW, most: 5000, next, awaits: () => 'brief UTC 2025-11-24' })
  await store.record.keep({
    observations: [
      { table: 'prices_daily', of: { asset: 'bitcoin' }, time: NOW, values: CANDLE, source: 'Binance' },
    ],
    observedAt: NOW,
  })
  await store.close()
  return home
}

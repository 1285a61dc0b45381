/** Whether the program is ready, with each of the parts that it needs away in turn, and what it says of them then. */
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ageOf } from '#src/app/collected.ts'
import { createReadiness, type Seen, soon } from '#src/app/readiness.ts'
import type { SupplierStatus } from '#src/collector/status.ts'
import { MINUTE } from '#src/market/time.ts'
import { fileIn, openStore, type Store } from '#src/store/open.ts'
import { createFakeClock } from '../support/clock.ts'
import { DATABASES, IS_SLOW } from '../support/databases.ts'
import { temporaryFolder } from '../support/folder.ts'

const clock = createFakeClock()
const WELL: Seen = {
  history: () => ({ assets: [{}] }) as never,
  suppliers: () => [],
  collected: () => undefined,
  platforms: () => [],
}

/** The lines of parts that are looked at once, as `name`, or `name: note` with `!` before those that are not ready. */
async function checksOf(seen: Partial<Seen>, store: Pick<Store, 'sharedState'> = keeping(async () => {})) {
  const look = createReadiness({ clock, store, seen: { ...WELL, ...seen } })
  return lines(await look())
}

const keeping = (set: () => Promise<void>, get = async (): Promise<unknown> => undefined) =>
  ({ sharedState: { set, get } }) as unknown as Pick<Store, 'sharedState'>

function lines(parts: Awaited<ReturnType<ReturnType<typeof createReadiness>>>): string[] {
  return parts.map(({ name, ready, note }) => `${ready ? '' : '!'}${name}${note ? `: ${note}` : ''}`)
}

describe('the store', () => {
  it.each(DATABASES)('of $name is written to, again and again', async ({ open }) => {
    const store = await open()
    for (let count = 0; count < 3; count++) expect(await checksOf({}, store)).toEqual(['store', 'history'])
    expect(await store.sharedState.get('write tried')).toMatchObject({ value: clock.now() })
  })

  it.runIf(IS_SLOW)(
    'is named with what is wrong with it while another program holds its lock, and is well afterwards',
    async () => {
      const home = await temporaryFolder()
      const store = await openStore(home)
      const other = new DatabaseSync(fileIn(home))
      onTestFinished(async () => {
        other.close()
        await store.close()
      })
      other.exec('begin immediate')
      expect((await checksOf({}, store))[0]).toMatch(/^!store: (?:locked|no answer within 3 s)$/)
      other.exec('rollback')
      await expect.poll(() => checksOf({}, store), { timeout: 300_000 }).toEqual(['store', 'history'])
    },
  )

  it('is named as locked while the next try waits for the lock, as the last one was', async () => {
    const clock = createFakeClock()
    let refuse = (_: Error) => {}
    const set = () => new Promise<void>((_, reject) => (refuse = reject))
    const look = createReadiness({ clock, store: keeping(set), seen: WELL })
    const outcome = async () => {
      const looking = look()
      clock.advance(3000)
      return lines(await looking)[0]
    }
    expect(await outcome()).toBe('!store: no answer within 3 s')
    refuse(Object.assign(new Error('database is locked'), { errcode: 5 }))
    await new Promise((resolve) => setImmediate(resolve))
    expect(await outcome()).toBe('!store: locked')
  })

  it.each([
    ['full', { errcode: 13 }],
    ['unreachable', { code: 'ECONNREFUSED' }],
    ['denied', { code: '42501' }],
    ['cannot be written to', {}],
  ])('is %s where the database says so', async (note, code) => {
    const failing = keeping(() => Promise.reject(Object.assign(new Error('no'), code)))
    expect(await checksOf({}, failing)).toEqual([`!store: ${note}`, 'history'])
  })

  it('is not ready where it can be written to and not read from', async () => {
    const failing = keeping(
      async () => {},
      () => Promise.reject(Object.assign(new Error('no'), { errcode: 11 })),
    )
    expect(await checksOf({}, failing)).toEqual(['!store: damaged', 'history'])
  })

  it('that never answers is tried once, however often it is looked at', async () => {
    let tries = 0
    const stuck = keeping(() => {
      tries += 1
      return new Promise(() => {})
    })
    const look = createReadiness({ clock, store: stuck, seen: WELL })
    for (let count = 0; count < 5; count++) {
      const looking = look()
      clock.advance(3000)
      expect(lines(await looking)).toEqual(['!store: no answer within 3 s', 'history'])
    }
    expect(tries).toBe(1)
  })
})

describe('suppliers', () => {
  const supplier = (name: string, state: SupplierStatus['state'], more: Partial<SupplierStatus> = {}) =>
    ({ name, title: name, state, tells: [], ...more }) as SupplierStatus

  it('are ready while one tells anything, and those that do not are named', async () => {
    const some = [supplier('okx', 'partly'), supplier('binance', 'failing', { fault: 'blocked' })]
    expect(await checksOf({ suppliers: () => some })).toContain('suppliers: 1 of 2 fail: binance (blocked)')
    expect(await checksOf({ suppliers: () => some.slice(0, 1) })).toContain('suppliers')
  })

  it('are not ready where all that were asked fail', async () => {
    const all = [
      ...[supplier('okx', 'failing', { fault: 'down' }), supplier('bls', 'failing', { fault: 'limited' })],
      // Neither was asked for the present.
      ...[supplier('ons', 'waiting'), supplier('binance-archive', 'answering', { ofPast: true })],
    ]
    expect(await checksOf({ suppliers: () => all })).toContain(
      '!suppliers: 2 of 2 fail: okx (down), bls (limited)',
    )
  })
})

describe('the collector', () => {
  const at = (age: number | undefined, waited: number) => () => ({
    at: age === undefined ? undefined : clock.now() - age,
    since: clock.now() - waited,
  })

  it('is reported with its age, and is not ready when it is late', async () => {
    expect(await checksOf({ collected: at(MINUTE, 5 * MINUTE) })).toContain('collector: last round 60 s ago')
    expect(await checksOf({ collected: at(16 * MINUTE, 0) })).toContain('!collector: last round 960 s ago')
  })

  it('has time for its first round, and no more', async () => {
    expect(await checksOf({ collected: at(undefined, 2 * MINUTE) })).toContain(
      'collector: no round yet in 120 s',
    )
    expect(await checksOf({ collected: at(undefined, 15 * MINUTE) })).toContain(
      '!collector: no round yet in 900 s',
    )
    expect(ageOf(undefined, 0)).toBeUndefined()
    expect(ageOf({ at: undefined, since: 1000 }, 4000)).toBe(3)
  })
})

describe('a platform', () => {
  it('is named with the state that it is in', async () => {
    const platforms = () => [
      { name: 'discord', state: '1/2' },
      { name: 'telegram', state: 'ready' },
    ]
    expect(await checksOf({ platforms })).toEqual(['store', 'history', '!discord: 1/2', 'telegram'])
  })
})

describe('a figure', () => {
  it('is given up after a second', async () => {
    const waiting = soon(clock, new Promise(() => {}))
    clock.advance(1000)
    await expect(waiting).rejects.toThrow('within a second')
    expect(await soon(clock, Promise.resolve(7))).toBe(7)
  })
})

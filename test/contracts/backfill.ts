/** What a queue of backfill jobs promises, whatever database holds it. */
import { expect, it } from 'vitest'
import type { PlannedJob } from '#src/store/backfill.ts'
import type { Store } from '#src/store/open.ts'
import { DAY } from '#src/market/time.ts'

const NOW = Date.UTC(2025, 10, 21, 18)

function job(id: string, more: Partial<PlannedJob> = {}): PlannedJob {
  const [source = '', kind = '', subject = ''] = id.split(' ')
  return { ...{ id, source, kind, subject, place: 10, from: NOW - 400 * DAY, to: NOW }, ...more }
}

const ROW = {
  ...{ table: 'market_caps' as const, of: { asset: 'bitcoin' }, time: NOW - DAY, source: 'CoinGecko' },
  values: { market_cap_usd: 2e12 },
}

export function backfillContract(open: () => Promise<Pick<Store, 'backfill' | 'record'>>): void {
  it('plans a job once, and gives the first by its place', async () => {
    const { backfill } = await open()
    const jobs = [job('a caps bitcoin', { place: 30 }), job('a funding bitcoin', { place: 20 })]
    expect(await backfill.plan(jobs, NOW)).toBe(2)
    expect(await backfill.plan([...jobs, job('b caps bitcoin')], NOW + 1)).toBe(1)
    expect((await backfill.next('a', NOW))?.id).toBe('a funding bitcoin')
    expect(await backfill.next('c', NOW)).toBeUndefined()
    expect((await backfill.all()).map(({ id }) => id)).toEqual([
      'a funding bitcoin',
      'a caps bitcoin',
      'b caps bitcoin',
    ])
  })

  it('keeps a page and its cursor together', async () => {
    const { backfill, record } = await open()
    await backfill.plan([job('a caps bitcoin')], NOW)
    const step = { id: 'a caps bitcoin', cursor: NOW - 30 * DAY, tries: 0, lastError: null }
    await record.keep({ observations: [ROW], observedAt: NOW, step })
    expect(await backfill.next('a', NOW)).toMatchObject({ cursor: NOW - 30 * DAY, state: 'waiting' })
    expect((await record.changed(0)).series.length).toBe(1)
  })

  it('moves no cursor where the page cannot be kept, and keeps no page where the cursor cannot move', async () => {
    const { backfill, record } = await open()
    await backfill.plan([job('a caps bitcoin')], NOW)
    const step = { id: 'a caps bitcoin', cursor: NOW - 30 * DAY }
    const broken = { ...ROW, values: { market_cap_usd: 'much' as unknown as number } }
    await expect(record.keep({ observations: [broken], observedAt: NOW, step })).rejects.toThrow()
    expect(await backfill.next('a', NOW)).toMatchObject({ cursor: NOW })
    const wrong = { ...step, cursor: 'then' as unknown as number }
    await expect(record.keep({ observations: [ROW], observedAt: NOW, step: wrong })).rejects.toThrow()
    expect((await record.changed(0)).series).toEqual([])
  })

  it('gives no job that is done, set aside or to be tried later', async () => {
    const { backfill } = await open()
    await backfill.plan([job('a one x', { place: 1 }), job('a two x', { place: 2 })], NOW)
    await backfill.plan([job('a later x', { place: 3, retryAt: NOW + DAY })], NOW)
    await backfill.step({ id: 'a one x', state: 'done', cursor: NOW - 400 * DAY }, NOW)
    expect((await backfill.next('a', NOW))?.id).toBe('a two x')
    await backfill.step({ id: 'a two x', tries: 1, retryAt: NOW + 60_000, lastError: 'is down' }, NOW)
    expect(await backfill.next('a', NOW)).toBeUndefined()
    expect(await backfill.next('a', NOW + 60_000)).toMatchObject({ tries: 1, lastError: 'is down' })
    await backfill.aside('a', NOW + 2 * DAY, 'answered 451', NOW)
    expect(await backfill.next('a', NOW + DAY)).toBeUndefined()
    expect(await backfill.next('a', NOW + 2 * DAY)).toMatchObject({ lastError: 'answered 451' })
  })

  it('opens again what ended before its range did, after the time that is said, and nothing else', async () => {
    const { backfill } = await open()
    await backfill.plan([job('a short x'), job('a whole x')], NOW)
    await backfill.step({ id: 'a short x', state: 'done', cursor: NOW - 97 * DAY }, NOW)
    await backfill.step({ id: 'a whole x', state: 'done', cursor: NOW - 400 * DAY }, NOW)
    expect(await backfill.reopen(['a'], NOW - DAY, NOW + 1)).toEqual([])
    expect(await backfill.reopen([], NOW + 1, NOW + 30 * DAY)).toEqual([])
    expect(await backfill.reopen(['b'], NOW + 1, NOW + 30 * DAY)).toEqual([])
    expect(await backfill.reopen(['a', 'b'], NOW + 1, NOW + 30 * DAY)).toEqual(['a short x'])
    expect(await backfill.next('a', NOW + 30 * DAY)).toMatchObject({
      id: 'a short x',
      cursor: NOW - 97 * DAY,
    })
  })

  it.each([
    'absent',
    'gap',
  ] as const)('opens again what ended as %s, with nothing wrong any more', async (state) => {
    const { backfill } = await open()
    await backfill.plan([job('a one x')], NOW)
    await backfill.step({ id: 'a one x', state, tries: 3, lastError: 'empty' }, NOW)
    expect(await backfill.reopen(['a'], NOW + 1, NOW + 30 * DAY)).toEqual(['a one x'])
    const again = await backfill.next('a', NOW + 30 * DAY)
    expect([again?.id, again?.tries, again?.lastError]).toEqual(['a one x', 0, undefined])
  })

  it('adds what follows from a step with it, and counts what is to be counted', async () => {
    const { backfill } = await open()
    await backfill.plan([job('a archive bitcoin')], NOW)
    const day = job('a archive bitcoin 2025-11-20', { place: 5, retryAt: NOW + 6 * 3_600_000 })
    await backfill.step({ id: 'a archive bitcoin', cursor: NOW - DAY, adds: [day] }, NOW)
    expect((await backfill.all()).map(({ id }) => id)).toContain(day.id)
    expect(await backfill.count('calls of 2025-11', 3)).toBe(3)
    expect(await backfill.count('calls of 2025-11', 2)).toBe(5)
  })
}

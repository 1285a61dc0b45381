/** Alerts from a price to what the chat reads: judged, gathered, delivered by the worker, once. */
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { startEngine } from '#src/alerts/engine.ts'
import { withFirings } from '#src/alerts/posts.ts'
import type { Message } from '#src/chat/message.ts'
import type { MadePosts } from '#src/delivery/makeposts.ts'
import type { WatchedReading } from '#src/market/watched.ts'
import type { AlertWork } from '#src/store/alerts/port.ts'
import { createStoreTrouble, type StoreTrouble } from '#src/store/trouble.ts'
import { createFakeClock } from '../support/clock.ts'
import { sampleHistory } from '../support/histories.ts'
import { createEngine, HOUR, MINUTE, START } from './engine.ts'

const market = {
  asset: (id: string) =>
    ({ id, symbol: id === 'bitcoin' ? 'BTC' : id, name: id, kind: 'coin', sectors: [] }) as const,
}
const other = async () => {
  throw new Error('no schedule is due')
}

const ATTACHING: readonly (readonly [name: string, mayAttach: () => Promise<boolean>, pictures: number])[] = [
  ['may be', async () => true, 1],
  ['may not be', async () => false, 0],
  ['cannot be told to be', () => Promise.reject(new Error('not now')), 0],
]

async function textsOf(engine: Awaited<ReturnType<typeof createEngine>>): Promise<readonly Message[]> {
  const make = withFirings(other, { work: engine.store().alertWork, history: () => market as never })
  const messages: Message[] = []
  for (const { id, plan, fireAt, late } of await engine.messages()) {
    const made = await make({
      delivery: id,
      plan,
      fireAt,
      now: fireAt,
      reason: 'due',
      late,
      edition: undefined,
    })
    if (made.kind === 'ready') for (const post of made.posts) messages.push(await post.message())
  }
  return messages
}

describe('what an alert posts', () => {
  it('is said in the language of the alert', async () => {
    const engine = await createEngine()
    await engine.set()
    await engine.minutes([91_000, 89_940])
    expect(await textsOf(engine)).toMatchObject([
      { title: 'BTC 9万ドル割れ', footer: ['アラート1｜1分ごとに確認'] },
    ])
  })

  it('is the same at every try', async () => {
    const engine = await createEngine()
    await engine.set()
    await engine.minutes([91_000, 89_940])
    const [message] = await engine.messages()
    const make = withFirings(other, { work: engine.store().alertWork, history: () => market as never })
    const order = {
      delivery: message?.id ?? '',
      plan: message?.plan as never,
      fireAt: START,
      reason: 'due',
      late: false,
      edition: undefined,
    } as const
    const keys = await Promise.all(
      [START, START + 3 * MINUTE].map(async (now) => {
        const made = await make({ ...order, now })
        return made.kind === 'ready' ? made.posts.map(({ key }) => key) : []
      }),
    )
    expect(keys[0]).toEqual(keys[1])
  })

  it.each(
    ATTACHING,
  )('has its picture in a channel where pictures %s posted', async (_, mayAttach, pictures) => {
    const engine = await createEngine()
    await engine.set({ owner: 'telegram:-9', target: 'telegram:-9' })
    const prices = Array.from({ length: 1300 }, (_, index) => ({
      ...{ asset: 'bitcoin', time: START - index * MINUTE, value: 91_000 + (index % 40) },
    }))
    await engine.store().alertWork.sample(prices)
    await engine.minutes([91_000, 89_940])
    const [message] = await engine.messages()
    const history = await sampleHistory()
    const made: MadePosts = await withFirings(other, {
      ...{ work: engine.store().alertWork, history: () => history, mayAttach },
    })({
      ...{ delivery: message?.id ?? '', plan: message?.plan as never, fireAt: START, now: START },
      ...{ reason: 'due', late: false, edition: undefined },
    })
    const [post] = made.kind === 'ready' ? made.posts : []
    expect((await post?.message())?.images).toHaveLength(pictures)
  })

  it('leaves the posts of schedules to those who make them', async () => {
    const engine = await createEngine()
    const make = withFirings(other, { work: engine.store().alertWork, history: () => market as never })
    const plan = { what: { kind: 'command', name: 'price', args: {} } } as never
    await expect(
      make({ plan, fireAt: START, now: START, reason: 'due', late: false, edition: undefined }),
    ).rejects.toThrow('no schedule')
  })
})

describe('the engine', () => {
  it('judges each minute, and gathers a few seconds after', async () => {
    const engine = await createEngine()
    await engine.set()
    const clock = createFakeClock(START)
    const gathered: number[] = []
    const value = (price: number): WatchedReading => ({
      series: 'price:bitcoin',
      value: price,
      time: clock.now(),
      standing: 'confirmed',
      evidence: { sources: [] },
    })
    const prices = [91_000, 89_000]
    const log = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} } as never
    const running = startEngine({
      ...{ work: engine.store().alertWork, clock, log, isMine: () => true },
      observe: async () => [value(prices.shift() ?? 88_000)],
      settings: async () => ({}),
      onGathered: () => gathered.push(clock.now()),
      trouble: createStoreTrouble({ clock, log }),
    })
    for (let step = 0; step < 200 && gathered.length === 0; step++) {
      clock.advance(1000)
      for (let pass = 0; pass < 30; pass++) await turn()
    }
    expect(gathered).toHaveLength(1)
    expect((gathered[0] ?? 0) - START).toBeLessThan(2 * MINUTE + 9000)
    expect(running.last()).toMatchObject({ series: 1, blind: 0 })
    await running.close()
    expect(clock.waiting).toBe(0)
  })

  it('lets no box wait for a clock that was set back by hours', async () => {
    const engine = await createEngine()
    await engine.set()
    const { alertWork: work } = engine.store()
    const fake = createFakeClock(START + 3 * HOUR)
    let back = 0
    const clock = { now: () => fake.now() - back, after: fake.after }
    const gathered: number[] = []
    const log = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} } as never
    const running = startEngine({
      ...{ work, clock, log, isMine: () => true },
      observe: async () => [],
      settings: async () => ({}),
      onGathered: () => gathered.push(fake.now()),
      trouble: createStoreTrouble({ clock, log }),
    })
    const pass = async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        fake.advance(1000)
        for (let turns = 0; turns < 30; turns++) await turn()
      }
    }
    await pass(4)
    const reading = { series: 'price:bitcoin', standing: 'confirmed', evidence: { sources: [] } }
    await work.write([{ ...reading, value: 89_000, time: clock.now() }])
    const [watch] = await work.found({ first: 0, last: 9, after: 0, most: 9 })
    const reports = { kind: 'crossed', late: false, isPosted: true } as const
    const move = { id: watch?.watch.id ?? 0, step: 0, from: 'armed', to: 'fired', reports } as const
    await work.apply([{ ...move, time: clock.now() }], { now: clock.now(), flushAt: clock.now() + 5000 })
    back = 3 * HOUR
    const since = fake.now()
    await pass(10)
    expect(gathered).toHaveLength(1)
    expect((gathered[0] ?? 0) - since).toBeLessThan(10_000)
    await running.close()
  })

  it('forgets what is old soon after each start, as a program may never run for a day, and then once a day', async () => {
    const clock = createFakeClock(START)
    const kept: number[] = []
    const log = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} } as never
    const work = { housekeep: async (now: number) => void kept.push(now) } as unknown as AlertWork
    const running = startEngine({
      ...{ work, clock, log, isMine: () => true, onGathered: () => {} },
      observe: async () => [],
      settings: async () => ({}),
      trouble: {
        watch: async <Value>(what: string, doing: () => Promise<Value>) =>
          what.startsWith('Old') ? doing() : undefined,
      } as StoreTrouble,
    })
    for (let hours = 0; hours < 26; hours++) {
      clock.advance(3_600_000)
      for (let pass = 0; pass < 10; pass++) await turn()
    }
    expect(kept).toHaveLength(2)
    expect((kept[0] ?? 0) - START).toBeLessThanOrEqual(3_600_000)
    await running.close()
  })
})

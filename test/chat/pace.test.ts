/** The pace of sending: no stretch of time ever holds more than it may, nobody is passed over, thousands cost little. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPace, type Lane } from '#src/chat/pace.ts'
import type { PaceLimits } from '#src/chat/pace/chats.ts'
import { computed, createFakeClock, type FakeClock } from '../support/clock.ts'

const TELEGRAM: PaceLimits = { perSecond: 30, perChatSecond: 1, perGroupMinute: 20, reserve: 0.1 }

interface Sent {
  readonly at: number
  readonly chat: string
  readonly weight: number
  readonly lane: Lane
  readonly member?: string | undefined
}

function begin(limits: PaceLimits = TELEGRAM) {
  const clock = createFakeClock()
  const began = clock.now()
  const pace = createPace(limits, clock)
  const sent: Sent[] = []
  return {
    clock,
    pace,
    sent,
    ask(
      chat: string,
      {
        weight = 1,
        lane = 'post' as Lane,
        isGroup = false,
        signal = undefined as AbortSignal | undefined,
        member = undefined as string | undefined,
      } = {},
    ) {
      return pace
        .waitForSlot(chat, weight, lane, { signal, isGroup, member })
        .then(() => sent.push({ at: clock.now() - began, chat, weight, lane, member }))
    },
  }
}

/** Moves the clock as long as something waits on it, letting promises settle at every step. */
async function run(clock: FakeClock, until = () => false): Promise<void> {
  await settle()
  while (!until() && clock.skip()) await settle()
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await Promise.resolve()
}

/** The most that any stretch of so many milliseconds holds. */
function most(sent: readonly Sent[], length: number): number {
  let highest = 0
  let from = 0
  let sum = 0
  for (const one of sent) {
    sum += one.weight
    for (let first = sent[from]; first && first.at <= one.at - length; first = sent[++from])
      sum -= first.weight
    highest = Math.max(highest, sum)
  }
  return highest
}

describe('the pace overall', () => {
  it('lets posts of many chats go at the limit less the reserve, in any second', async () => {
    const { clock, ask, sent } = begin()
    for (let index = 0; index < 270; index++) void ask(`chat${index}`)
    await run(clock)
    expect(sent).toHaveLength(270)
    expect(most(sent, 1000)).toBe(27)
    // 270 at 27 a second take ten seconds, less the one that goes at once.
    expect(sent.at(-1)?.at).toBeGreaterThan(9700)
    expect(sent.at(-1)?.at).toBeLessThan(10_050)
  })

  it('sends posts evenly rather than in bursts', async () => {
    const { clock, ask, sent } = begin()
    for (let index = 0; index < 81; index++) void ask(`chat${index}`)
    await run(clock)
    expect(most(sent, 100)).toBeLessThanOrEqual(6)
  })

  it('lets posts go first, and answers have their reserve of it meanwhile', async () => {
    const { clock, ask, sent } = begin()
    for (let index = 0; index < 40; index++) void ask(`answer${index}`, { lane: 'answer' })
    for (let index = 0; index < 81; index++) void ask(`post${index}`)
    await run(clock)
    expect(most(sent, 1000)).toBeLessThanOrEqual(30)
    expect(sent).toHaveLength(121)
    const posts = sent.filter(({ lane }) => lane === 'post')
    // Thirty answers were there before any post; from the next second on posts have their whole pace.
    expect(posts[0]?.at).toBe(1050)
    expect(posts.at(-1)?.at).toBeLessThan(1050 + 3050)
    const meanwhile = sent.filter(({ lane, at }) => lane === 'answer' && at >= 1050)
    expect(meanwhile).toHaveLength(10)
    expect(meanwhile[2]?.at).toBe(1050)
    expect(meanwhile.at(-1)?.at).toBeLessThan(1050 + 3300)
  })

  it('keeps a burst of answers within the limit of any second, however unevenly requests travel by 50 ms', async () => {
    const { clock, ask, sent } = begin()
    for (let index = 0; index < 40; index++) void ask(`chat${index}`, { lane: 'answer' })
    await run(clock)
    expect(most(sent, 1050)).toBe(30)
    expect(sent.at(-1)?.at).toBe(1050)
  })

  it('shares with other processes, whose number may change', async () => {
    let share = 0.5
    const { clock, ask, sent } = begin({ ...TELEGRAM, share: () => share })
    for (let index = 0; index < 135; index++) void ask(`a${index}`)
    await run(clock)
    const half = sent.at(-1)?.at ?? 0
    expect(half).toBeGreaterThan(9500)
    expect(half).toBeLessThan(10_200)
    share = 1
    for (let index = 0; index < 135; index++) void ask(`b${index}`)
    await run(clock)
    expect((sent.at(-1)?.at ?? 0) - half).toBeLessThan(5200)
  })

  it('counts an album as so many, and lets one that is more than the limit go alone', async () => {
    const { clock, ask, sent } = begin({ perSecond: 8, reserve: 0 })
    for (let index = 0; index < 4; index++) void ask(`chat${index}`, { weight: 10 })
    await run(clock)
    expect(sent.map(({ at }) => Math.floor(at / 1000))).toEqual([0, 1, 2, 3])
    // Ten at eight a second take a second and a quarter each.
    expect(sent.at(-1)?.at).toBeGreaterThan(3700)
  })
})

describe('the pace in one chat', () => {
  it('is one a second, while others go on', async () => {
    const { clock, ask, sent } = begin()
    for (let index = 0; index < 3; index++) void ask('busy')
    for (let index = 0; index < 10; index++) void ask(`chat${index}`)
    await run(clock)
    const busy = sent.filter(({ chat }) => chat === 'busy')
    expect(most(busy, 1000)).toBe(1)
    expect(Math.max(...sent.filter(({ chat }) => chat !== 'busy').map(({ at }) => at))).toBeLessThan(1000)
  })

  it('waits as long after an album as its pictures are many', async () => {
    const { clock, ask, sent } = begin()
    void ask('chat', { weight: 4 })
    void ask('chat')
    await run(clock)
    expect(sent[1]?.at).toBeGreaterThanOrEqual(4000)
  })

  it('is twenty a minute in a group, and not elsewhere', async () => {
    const { clock, ask, sent } = begin()
    for (let index = 0; index < 45; index++) {
      void ask('group', { isGroup: true })
      void ask('private')
    }
    await run(clock)
    expect(
      most(
        sent.filter(({ chat }) => chat === 'group'),
        60_000,
      ),
    ).toBe(20)
    expect(sent.findLast(({ chat }) => chat === 'private')?.at).toBeLessThan(50_000)
  })

  it('serves chats in turn: one with a hundred waiting keeps nobody else', async () => {
    const { clock, ask, sent } = begin({ perSecond: 10, reserve: 0 })
    for (let index = 0; index < 100; index++) void ask('many')
    void ask('one')
    void ask('two')
    await run(clock)
    expect(sent.slice(0, 5).map(({ chat }) => chat)).toContain('one')
    expect(sent.slice(0, 5).map(({ chat }) => chat)).toContain('two')
  })
})

describe('answers in one group', () => {
  const group = { isGroup: true, lane: 'answer' as Lane }
  const LIMITS = { ...TELEGRAM, groupReserve: 6, perMemberMinute: 7 }

  it('go to its members in turn: one who has asked thirty things keeps nobody waiting', async () => {
    const { clock, ask, sent } = begin(LIMITS)
    for (let index = 0; index < 30; index++) void ask('group', { ...group, member: 'many' })
    void ask('group', { ...group, member: 'one' })
    void ask('group', { ...group, member: 'two' })
    await run(clock)
    // The second of the first was in line already.
    expect(sent.slice(0, 5).map(({ member }) => member)).toEqual(['many', 'many', 'one', 'two', 'many'])
    expect(sent[3]?.at).toBeLessThan(3500)
    const many = sent.filter(({ member }) => member === 'many')
    expect(many).toHaveLength(30)
    expect(most(many, 60_000)).toBe(7)
  })

  it('leave room to posts in any minute, which go first', async () => {
    const { clock, ask, sent } = begin(LIMITS)
    for (let index = 0; index < 40; index++) void ask('group', { ...group, member: `member${index}` })
    clock.after(30_000, () => {
      for (let index = 0; index < 3; index++) void ask('group', { isGroup: true })
    })
    await run(clock)
    expect(sent).toHaveLength(43)
    expect(
      most(
        sent.filter(({ lane }) => lane === 'answer'),
        60_000,
      ),
    ).toBe(14)
    const posts = sent.filter(({ lane }) => lane === 'post')
    expect(posts.map(({ at }) => at)).toEqual([30_000, 31_100, 32_200])
  })

  it('in a private chat are as many as it takes', async () => {
    const { clock, ask, sent } = begin(LIMITS)
    for (let index = 0; index < 30; index++) void ask('private', { lane: 'answer', member: 'many' })
    await run(clock)
    expect(sent.at(-1)?.at).toBeLessThan(33_000)
  })
})

describe('what comes between', () => {
  it('a refusal holds everything for exactly as long as was said', async () => {
    const { clock, pace, ask, sent } = begin()
    void ask('first')
    await settle()
    pace.hold(5000)
    void ask('second')
    void ask('answer', { lane: 'answer' })
    await run(clock)
    expect(sent.map(({ chat, at }) => [chat, at])).toEqual([
      ['first', 0],
      ['second', 5000],
      ['answer', 5000],
    ])
  })

  it('a refusal in one chat holds that chat alone', async () => {
    const { clock, pace, ask, sent } = begin()
    pace.hold(5000, 'held')
    void ask('held')
    void ask('other')
    await run(clock)
    expect(sent.map(({ chat, at }) => [chat, at])).toEqual([
      ['other', 0],
      ['held', 5000],
    ])
  })

  it('who stops waiting is not counted, and nobody waits for them', async () => {
    const { clock, pace, ask, sent } = begin({ perSecond: 1, reserve: 0 })
    const stop = new AbortController()
    void ask('first')
    const second = ask('second', { signal: stop.signal })
    void ask('third')
    stop.abort(new Error('stopping'))
    await expect(second).rejects.toThrow('stopping')
    expect(pace.waiting).toBe(1)
    await run(clock)
    expect(sent.map(({ chat }) => chat)).toEqual(['first', 'third'])
    expect(sent[1]?.at).toBeLessThan(1100)
    await expect(
      pace.waitForSlot('late', 1, 'post', { signal: AbortSignal.abort(new Error('over')) }),
    ).rejects.toThrow('over')
  })

  it('what was held up on its way does not leave all at once', async () => {
    const { clock, pace } = begin()
    const left: Sent[] = []
    const began = clock.now()
    for (let index = 0; index < 45; index++) {
      void pace
        .depart(1)
        .then(() => left.push({ at: clock.now() - began, chat: '', weight: 1, lane: 'post' }))
    }
    const all = () => new Promise((resolve) => setImmediate(resolve))
    await all()
    // Half of the reserve of 30 stays free for those that arrive closer together than they left.
    expect(left).toHaveLength(29)
    clock.advance(1050)
    await all()
    expect(left).toHaveLength(45)
    expect(most(left, 1000)).toBe(29)
  })

  it('a clock that is set back does not stop the bot', async () => {
    const clock = createFakeClock()
    let back = 0
    const pace = createPace(TELEGRAM, { now: () => clock.now() - back, after: clock.after })
    await pace.waitForSlot('chat', 1, 'answer')
    back = 3_600_000
    let gone = false
    void pace.waitForSlot('chat', 1, 'answer').then(() => {
      gone = true
    })
    clock.advance(1200)
    await settle()
    expect(gone).toBe(true)
  })
})

describe('any mixture', () => {
  it('never breaks a limit, and leaves nobody behind', async () => {
    const one = fc.record({
      chat: fc.integer({ min: 0, max: 5 }),
      weight: fc.integer({ min: 1, max: 4 }),
      lane: fc.constantFrom<Lane>('answer', 'post'),
      wait: fc.integer({ min: 0, max: 700 }),
      member: fc.constantFrom('a', 'b', undefined),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 60 }), async (all) => {
        const { clock, ask, sent } = begin({
          perSecond: 6,
          perChatSecond: 4,
          perGroupMinute: 40,
          groupReserve: 10,
          perMemberMinute: 25,
          reserve: 0.2,
        })
        let at = 0
        for (const { chat, weight, lane, wait, member } of all) {
          at += wait
          clock.after(at, () => void ask(`chat${chat}`, { weight, lane, isGroup: chat < 2, member }))
        }
        await run(clock)
        expect(sent).toHaveLength(all.length)
        expect(most(sent, 1000)).toBeLessThanOrEqual(6)
        for (let chat = 0; chat < 6; chat++) {
          const own = sent.filter((each) => each.chat === `chat${chat}`)
          expect(most(own, 1000)).toBeLessThanOrEqual(4)
          if (chat < 2) expect(most(own, 60_000)).toBeLessThanOrEqual(40)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('of ten thousand chats costs little', async () => {
    const { clock, ask, sent } = begin({ ...TELEGRAM, perSecond: 3000 })
    const began = computed()
    for (let index = 0; index < 20_000; index++) void ask(`chat${index % 10_000}`)
    await run(clock)
    expect(sent).toHaveLength(20_000)
    expect(computed() - began).toBeLessThan(5000)
  })
})

describe('alerts', () => {
  it('go before posts, have half of what both may while posts wait, and all of it else', async () => {
    const { clock, sent, ask } = begin({ perSecond: 40, reserve: 0.1 })
    const posts = Array.from({ length: 180 }, (_, chat) => ask(`post ${chat}`))
    const alerts = Array.from({ length: 180 }, (_, chat) => ask(`alert ${chat}`, { lane: 'alert' }))
    await run(clock)
    await Promise.all([...posts, ...alerts])
    const within = (lane: Lane, seconds: number) =>
      sent.filter((one) => one.lane === lane && one.at < seconds * 1000).length
    // The first few had left before any alert came.
    expect(within('alert', 1)).toBeGreaterThan(14)
    expect(within('alert', 5) / 5).toBeGreaterThan(16)
    expect(within('alert', 5) / 5).toBeLessThanOrEqual(19)
    expect(most(sent, 1000)).toBeLessThanOrEqual(40)
  })

  it('leave answers their reserve', async () => {
    const { clock, sent, ask } = begin({ perSecond: 40, reserve: 0.1 })
    const alerts = Array.from({ length: 200 }, (_, chat) => ask(`alert ${chat}`, { lane: 'alert' }))
    const answer = ask('asked', { lane: 'answer' })
    await run(clock)
    await Promise.all([...alerts, answer])
    expect(sent.find(({ lane }) => lane === 'answer')?.at).toBeLessThan(500)
  })
})

/** The pace of sending: no stretch of time ever holds more than it may, nobody is passed over, thousands cost little. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lane } from '#src/chat/pace.ts'
import { computed } from '../support/clock.ts'
import { begin, most, run, TELEGRAM } from './pace/sending.ts'

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

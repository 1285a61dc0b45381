/** The pace within one chat or group: how often it may be written to, and whose turn it is. */
import { describe, expect, it } from 'vitest'
import type { Lane } from '#src/chat/pace.ts'
import { begin, most, run, TELEGRAM } from './sending.ts'

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

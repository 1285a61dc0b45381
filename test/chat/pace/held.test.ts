/** What comes between a pace and its messages: refusals, those who stop waiting, a clock that is set back. */
import { describe, expect, it } from 'vitest'
import { createPace } from '#src/chat/pace.ts'
import { createFakeClock } from '../../support/clock.ts'
import { begin, most, run, type Sent, settle, TELEGRAM } from './sending.ts'

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

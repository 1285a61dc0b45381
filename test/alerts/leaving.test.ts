/** What leaves for a chat: a message a minute, so many a day, none in its quiet hours. */
import { describe, expect, it } from 'vitest'
import type { ChatSettings } from '#src/chat/memory.ts'
import { newWatchOf } from '../support/alerts.ts'
import { createEngine, MINUTE } from './engine.ts'

describe('what leaves for a chat', () => {
  const levels = (count: number) =>
    Array.from({ length: count }, (_, index) => newWatchOf({ fire: 90_000 - index * 10, rearm: 95_000 }))

  it('is one message a minute at most', async () => {
    const engine = await createEngine()
    for (const watch of levels(3)) await engine.set({ watches: [watch] })
    await engine.minute({ 'price:bitcoin': 90_000 })
    await engine.minute({ 'price:bitcoin': 89_980 }, 30_000)
    expect((await engine.messages()).map(({ firings }) => firings.length)).toEqual([1])
    engine.at(engine.now() + MINUTE)
    await engine.gather()
    expect((await engine.messages()).map(({ firings }) => firings.length)).toEqual([2])
  })

  it('is 20 messages a day to a member, and the rest one list at 08:00 of their zone', async () => {
    const engine = await createEngine()
    for (const watch of levels(25)) await engine.set({ watches: [watch] })
    for (let index = 0; index < 25; index++)
      await engine.minute({ 'price:bitcoin': 90_000 - index * 10 }, 2 * MINUTE)
    const today = await engine.messages()
    expect(today.map(({ firings }) => firings.length)).toEqual(Array(20).fill(1))
    expect(today.at(-1)?.firings).toMatchObject([{ listed: 'last' }])
    // 08:00 in Tokyo.
    engine.at(Date.parse('2025-11-24T22:59:00Z'))
    await engine.gather()
    expect(await engine.messages()).toEqual([])
    engine.at(Date.parse('2025-11-24T23:00:00Z'))
    await engine.gather()
    const [list] = await engine.messages()
    expect(list?.firings.map(({ listed }) => listed)).toEqual(Array(5).fill('full'))
  })

  it('F11: is held anew where its reader has moved to another zone, and is in no quiet hours of either', async () => {
    const settings: Record<string, ChatSettings> = {
      'member:telegram:42': { quiet: '13:30-16:00', zone: 'Asia/Tokyo' },
    }
    const engine = await createEngine({ settings })
    await engine.set()
    await engine.minute({ 'price:bitcoin': 89_000 })
    expect(await engine.messages()).toEqual([])
    // At 07:00 UTC, when Tokyo's end, it is 11:00 in Dubai, within the member's new hours.
    settings['member:telegram:42'] = { quiet: '10:00-12:00', zone: 'Asia/Dubai' }
    engine.at(Date.parse('2025-11-24T07:00:00Z'))
    await engine.gather()
    expect(await engine.messages()).toEqual([])
    engine.at(Date.parse('2025-11-24T07:59:00Z'))
    await engine.gather()
    expect(await engine.messages()).toEqual([])
    engine.at(Date.parse('2025-11-24T08:00:00Z'))
    await engine.gather()
    expect((await engine.messages()).map(({ firings }) => firings.length)).toEqual([1])
  })

  it('F11: is not held for good by the most messages of a day that a change of zone makes another', async () => {
    const settings: Record<string, ChatSettings> = { 'member:telegram:42': { zone: 'Asia/Tokyo' } }
    const engine = await createEngine({ settings })
    for (const watch of levels(22)) await engine.set({ watches: [watch] })
    for (let index = 0; index < 21; index++)
      await engine.minute({ 'price:bitcoin': 90_000 - index * 10 }, 2 * MINUTE)
    expect(await engine.messages()).toHaveLength(20)
    settings['member:telegram:42'] = { zone: 'Pacific/Honolulu' }
    await engine.minute({ 'price:bitcoin': 89_790 }, 2 * MINUTE)
    expect((await engine.messages()).map(({ firings }) => firings.length)).toEqual([2])
  })

  it('is held in quiet hours, and then one list', async () => {
    const quiet = { 'member:telegram:42': { quiet: '13:30-16:00', zone: 'Asia/Tokyo' } }
    const engine = await createEngine({ settings: quiet })
    for (const watch of levels(2)) await engine.set({ watches: [watch] })
    await engine.minute({ 'price:bitcoin': 90_000 })
    await engine.minute({ 'price:bitcoin': 89_990 })
    expect(await engine.messages()).toEqual([])
    engine.at(Date.parse('2025-11-24T07:00:00Z'))
    await engine.gather()
    expect((await engine.messages())[0]?.firings.map(({ listed }) => listed)).toEqual(['quiet', 'quiet'])
  })
})

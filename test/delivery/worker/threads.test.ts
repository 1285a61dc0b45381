/** Posts with a thread behind them: every part once, wherever a worker dies, and the post alone where there is no thread. */
import { beforeEach, describe, expect, it } from 'vitest'
import { startWorker } from '#src/delivery/worker.ts'
import type { MakePosts } from '#src/delivery/makeposts.ts'
import { NO_PRESENCE } from '#src/store/presence.ts'
import { createFakeClock, eventually } from '../../support/clock.ts'
import { noticesInto } from '../../support/notices.ts'
import { DUE, HOUR, makePosts, MINUTE, silentLog, usePostingWorker } from '../../support/postingworker.ts'

const { lastOf, pass, runTick, schedule, settled, start, state } = usePostingWorker()

const SECTIONS = ['funding', 'sectors', 'outlook']
const threaded: MakePosts = async (order) => {
  const made = await makePosts(order)
  if (made.kind !== 'ready') return made
  const messages = SECTIONS.map((name) => ({ name, title: name, blocks: [], images: [], footer: [] }))
  const posts = made.posts.map((post) => ({
    ...post,
    message: async () => ({ ...(await post.message()), thread: { title: 'No. 47: the sections', messages } }),
  }))
  return { ...made, posts }
}
const thread = { options: { thread: true } }
const shown = () => state.discord.shown.map(({ text, thread: at }) => [text, at])

beforeEach(async () => {
  await state.worker.stop()
  state.worker = start({ makePosts: threaded })
})

async function due(): Promise<void> {
  state.clock.advance(HOUR)
  await runTick()
}

describe('a post with a thread', () => {
  it('is followed by its sections in the thread, in their order', async () => {
    const plan = await schedule('discord:1', thread)
    await due()
    await eventually(() => state.discord.shown.length === 4)
    await settled()
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(shown()).toEqual([['recap ja', undefined], ...SECTIONS.map((name) => [name, '1'])])
  })

  it('has one in each language', async () => {
    const plan = await schedule('discord:1', { ...thread, language: 'both' })
    await due()
    await eventually(() => state.discord.shown.length === 8)
    await settled()
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(shown()).toEqual([
      ['recap ja', undefined],
      ...SECTIONS.map((name) => [name, '1']),
      ['recap en', undefined],
      ...SECTIONS.map((name) => [name, '5']),
    ])
  })

  it.each([
    ['the schedule wants none', {}, true],
    ['none can be opened', thread, false],
  ] as const)('is posted alone where %s', async (_, options, opens) => {
    state.discord.opens = opens
    const plan = await schedule('discord:1', options)
    await due()
    await eventually(() => state.discord.shown.length === 1)
    await settled()
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(shown()).toEqual([['recap ja', undefined]])
    expect(state.notified).toEqual([])
  })

  it.each([0, 1, 2, 3])('shows every part once though the answer to part %i was lost', async (part) => {
    const plan = await schedule('discord:1', thread)
    state.discord.script.push(...Array.from({ length: part }, () => undefined), {
      kind: 'lost',
      arrives: true,
    })
    await due()
    await pass(2 * MINUTE)
    expect(state.discord.calls).toHaveLength(5)
    expect(shown().map(([text]) => text)).toEqual(['recap ja', ...SECTIONS])
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
  })

  it.each([0, 1, 2, 3])('shows every part once though its worker died at part %i', async (part) => {
    const plan = await schedule('discord:1', thread)
    await state.worker.stop()
    state.discord.script.push(...Array.from({ length: part }, () => undefined), { kind: 'hangs' })
    // Its clock stands still: a dead one.
    startWorker({
      ledger: state.store.ledger,
      presence: NO_PRESENCE,
      posters: [state.discord],
      makePosts: threaded,
      notices: noticesInto([]),
      clock: createFakeClock(DUE),
      log: silentLog,
    })
    await due()
    await eventually(() => state.discord.calls.length === part + 1)
    state.worker = start({ makePosts: threaded })
    await pass(3 * MINUTE)
    expect(shown()).toEqual([['recap ja', undefined], ...SECTIONS.map((name) => [name, '1'])])
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
  })

  it('ends where a person says that it arrived, which names no thread', async () => {
    state.discord.find = async () => ({ kind: 'unknown', reason: 'the bot may not read' })
    state.discord.repeats = async () => false
    const plan = await schedule('discord:1', thread)
    state.discord.script.push({ kind: 'lost', arrives: true })
    await due()
    await pass(3 * MINUTE)
    const held = await lastOf(plan)
    expect(held).toMatchObject({ state: 'uncertain' })
    await state.deliveries.settle(held?.id ?? '', 'arrived', state.clock.now())
    state.worker.wake()
    await settled()
    await pass(MINUTE)
    expect(shown()).toEqual([['recap ja', undefined]])
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
  })
})

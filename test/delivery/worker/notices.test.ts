/** Notices that get lost on their way, and an outage over hundreds of schedules: nobody is left untold, and nobody is flooded. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Outcome } from '#src/chat/posting.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { createTroubles } from '#src/menus/notices/troubles.ts'
import { EVERY_CASE, someOf } from '../../support/cases.ts'
import { noticesBy } from '../../support/notices.ts'
import { planOf } from '../../support/plans.ts'
import type { FakePoster } from '../../support/posters.ts'
import { DUE, HOUR, MINUTE, SECOND, usePostingWorker } from '../../support/postingworker.ts'

const { lastOf, pass, runTick, start, state } = usePostingWorker()

const DAY = 24 * HOUR
/** Schedules that are due at once; four fifths are one person's. */
const DUE_AT_ONCE = EVERY_CASE ? 500 : 50
const lost = { kind: 'unknown', reason: 'the connection was reset', repeatable: true } as const

/** A worker as the program starts it: it tells moderators by the platforms themselves. */
function begin() {
  const { memory, schedules, alerts } = state.store
  const posters: Record<string, FakePoster> = { discord: state.discord, telegram: state.telegram }
  const parts = {
    ...{ memory, alerts, now: state.clock.now },
    revisions: (id: string) => schedules.revisions(id),
    approval: async () => undefined,
    edition: async () => undefined,
  }
  const poster = (platform: string) => posters[platform]
  return start({ notices: noticesBy(createTroubles(parts, poster), poster, state.clock.now) })
}

beforeEach(async () => {
  await state.worker.stop()
  state.worker = begin()
})

const add = (owner: string, target: string, by: string, changes: Partial<Plan> = {}) =>
  state.store.schedules.add(owner, planOf(target, changes), DUE, by, state.clock.now())

/** What a platform does instead of sending, as long as it is told. */
function broken(poster: FakePoster, happens: (target: string) => Outcome | undefined): () => void {
  const { send, check } = poster
  poster.send = async (prepared, part, to) => {
    const outcome = happens(to.target)
    if (outcome) poster.calls.push(to)
    return outcome ?? send(prepared, part, to)
  }
  poster.check = async (target, options) =>
    happens(target) === undefined ? check(target, options) : ['unreachable']
  return () => Object.assign(poster, { send, check })
}

/** The minute of the schedules, and some time after it. */
async function due(milliseconds: number, step = 5 * SECOND): Promise<void> {
  state.clock.advance(HOUR)
  await runTick()
  await pass(milliseconds, step)
}

const readBy = (poster: FakePoster, target: string) =>
  poster.shown.filter((one) => one.target === target).map(({ text }) => text)

describe('a notice', () => {
  it.runIf(EVERY_CASE)(
    'that gets lost with its post, in a network that fails both, comes when the network is back',
    async () => {
      const schedule = await add('telegram:-5', 'telegram:-5', '42')
      const repair = broken(state.telegram, () => ({ ...lost, repeatable: false }))
      await due(3 * HOUR, 30 * SECOND)
      expect(await lastOf(schedule)).toMatchObject({ state: 'uncertain' })
      expect(state.telegram.shown).toEqual([])
      repair()
      await pass(HOUR + MINUTE, 30 * SECOND)
      expect(readBy(state.telegram, 'telegram:42')).toEqual([
        expect.stringMatching(/may not have arrived|届いていない可能性/),
      ])
      await pass(DAY, 10 * MINUTE)
      expect(state.telegram.shown).toHaveLength(1)
    },
  )

  it.runIf(EVERY_CASE)(
    'whose answer is lost is told again on Telegram, and comes twice at worst',
    async () => {
      await add('telegram:-5', 'telegram:-5', '42')
      state.telegram.script.push({ kind: 'lost', arrives: false }, { kind: 'lost', arrives: true })
      await due(3 * HOUR, 30 * SECOND)
      expect(readBy(state.telegram, 'telegram:42')).toHaveLength(2)
    },
  )

  it.each(
    someOf(
      [
        ['at once, by its nonce', 1],
        ['for three hours, by being looked for', 3 * HOUR],
      ] as const,
      2,
    ),
  )('whose answer is lost %s, comes once on Discord', async (_, lasting) => {
    const guild = 'discord:guild:9'
    await state.store.memory.saveSettings(guild, { logChannel: 'discord:8', language: 'en' })
    await add(guild, 'discord:1', '42')
    state.discord.script.push({ kind: 'refused', reason: 'kicked', code: '10004' })
    const { send } = state.discord
    let until: number | undefined
    state.discord.send = async (...asked) => {
      const outcome = await send(...asked)
      if (outcome.kind !== 'sent') return outcome
      until ??= state.clock.now() + lasting
      return state.clock.now() < until ? lost : outcome
    }
    await due(6 * HOUR, 30 * SECOND)
    expect(readBy(state.discord, 'discord:8')).toEqual([expect.stringContaining('Schedule 1 is paused')])
    expect(state.discord.calls.length).toBeGreaterThan(1)
    expect(await state.store.ledger.takeNotice(['discord'], state.clock.now() + DAY, MINUTE)).toBeUndefined()
  })

  it('that was being told when the process was killed is told by the next one', async () => {
    const schedule = await add('telegram:-5', 'telegram:-5', '42')
    const { promise: over, resolve } = Promise.withResolvers<void>()
    onTestFinished(() => resolve())
    const { send } = state.telegram
    let calls = 0
    state.telegram.send = async (...asked) => {
      calls += 1
      // The post's answer is lost; the process ends within the call that tells of it.
      if (calls === 1) return { ...lost, repeatable: false }
      if (calls === 2) await over
      return send(...asked)
    }
    await due(2 * MINUTE)
    expect(await lastOf(schedule)).toMatchObject({ state: 'uncertain' })
    expect([calls, readBy(state.telegram, 'telegram:42')]).toEqual([2, []])
    begin()
    await pass(5 * MINUTE)
    expect(readBy(state.telegram, 'telegram:42')).toHaveLength(1)
  })

  it('goes to whoever added the bot where a channel was set up by a post of its own', async () => {
    await state.store.memory.arrive({ chat: 'telegram:-100', member: '77', at: state.clock.now() })
    await add('telegram:-100', 'telegram:-100', '-100')
    state.telegram.script.push({ kind: 'refused', reason: 'kicked', code: '403' })
    await due(5 * MINUTE)
    expect(readBy(state.telegram, 'telegram:77')).toEqual([expect.stringMatching(/paused|停止しました/)])
  })
})

describe('an outage of one platform', () => {
  it('keeps no notice of another waiting', async () => {
    for (let n = 0; n < 60; n++) await add(`telegram:-${1000 + n}`, `telegram:-${1000 + n}`, String(100 + n))
    broken(state.telegram, () => ({ ...lost, repeatable: false }))
    await due(5 * MINUTE)
    const guild = 'discord:guild:9'
    await state.store.memory.saveSettings(guild, { logChannel: 'discord:8', language: 'en' })
    await add(guild, 'discord:1', '42')
    state.discord.script.push({ kind: 'refused', reason: 'kicked', code: '10004' })
    await due(2 * MINUTE)
    expect(readBy(state.discord, 'discord:8')).toEqual([expect.stringContaining('Schedule 1 is paused')])
  })
})

describe('an outage over hundreds of due schedules', () => {
  it('is one digest a person, when it is over, however the posts ended', async () => {
    const first = DUE_AT_ONCE * 0.8
    for (let n = 0; n < DUE_AT_ONCE; n++) {
      const chat = `telegram:-${1000 + n}`
      await add(chat, chat, n < first ? '42' : '43', { grace: 0, language: n < first ? 'en' : 'ja' })
    }
    // Most calls break off, the others find no way at all.
    const repair = broken(state.telegram, (target) =>
      target.endsWith('0') ? { kind: 'unreached', reason: 'DNS' } : { ...lost, repeatable: false },
    )
    await due(40 * MINUTE, 30 * SECOND)
    expect(state.telegram.shown).toEqual([])
    repair()
    await pass(70 * MINUTE, 30 * SECOND)
    expect(readBy(state.telegram, 'telegram:42')).toEqual([
      expect.stringContaining(`${first} posts need your attention`),
    ])
    expect(readBy(state.telegram, 'telegram:43')).toEqual([
      expect.stringContaining(`ご確認いただきたい投稿が${DUE_AT_ONCE - first}件あります`),
    ])
    await pass(6 * HOUR, 10 * MINUTE)
    expect(state.telegram.shown).toHaveLength(2)
    const [digest] = state.telegram.prepared.slice(-2)
    const headings = digest?.blocks.flatMap((block) => ('heading' in block ? [block.heading] : []))
    expect(headings).toEqual([
      expect.stringMatching(/^May not have arrived \(\d+\): check the chats$/),
      expect.stringMatching(/^Not posted \(\d+\)$/),
    ])
  })

  it('whose notices get through meanwhile is one message a person every ten minutes at most', async () => {
    for (let n = 0; n < DUE_AT_ONCE / 5; n++) {
      const chat = `telegram:-${1000 + n}`
      await add(chat, chat, '42')
    }
    broken(state.telegram, (target) =>
      target.startsWith('telegram:-') ? { ...lost, repeatable: false } : undefined,
    )
    await due(30 * MINUTE)
    const told = readBy(state.telegram, 'telegram:42')
    expect(told.length).toBeGreaterThan(0)
    expect(told.length).toBeLessThanOrEqual(3)
  })
})

/** Flashes that moderators approve, from the sample's record to what chats show: asked for, approved, held, changed, withdrawn. */
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ApprovalRule } from '#src/chat/additions.ts'
import type { Trouble } from '#src/chat/delivery.ts'
import { type FlashRule, USUAL_FLASHES } from '#src/chat/flash.ts'
import type { Store } from '#src/store/open.ts'
import { createFakeClock } from '../support/clock.ts'
import { DATABASES } from '../support/databases.ts'
import { liveAt, withCap } from '../support/flashes.ts'
import { beginFlashes } from '../support/flashloop.ts'
import { sampleHistory } from '../support/histories.ts'
import { planOf } from '../support/plans.ts'
import { createFakePoster } from '../support/posters.ts'

/** The total market cap is below three trillion dollars for the first time in half a year: nine in the morning in Tokyo. */
const CROSSED = Date.parse('2025-11-23T00:00:00Z')
/** BTC funding is negative for longer than in months, and longer eight hours later. */
const FUNDING = Date.parse('2025-10-21T00:00:00Z')
const MINUTE = 60_000
/** Rounds of the desk for each second and a half: a worker in another thread is as far by then. */
const ROUNDS = 20
const [CHAT, REVIEW] = ['discord:1', 'discord:9']
const GUILD = 'discord:guild:7'

const APPROVED: ApprovalRule = { mode: 'approved', hours: 0.5 }

/** A chat whose flashes are approved, and the flash of that morning as it waits, with its review. */
async function asked(
  store: Store,
  approval: ApprovalRule = APPROVED,
  rule: Partial<FlashRule> = {},
  settled = CROSSED,
) {
  const record = await sampleHistory()
  const clock = createFakeClock(settled - MINUTE)
  const poster = createFakePoster('discord')
  const notices: Trouble[] = []
  let reported = 1
  const history = () => liveAt(withCap(record, CROSSED, reported), clock.now())
  await store.memory.saveSettings(GUILD, { reviewChannel: REVIEW })
  const plan = planOf(CHAT, {
    ...{ what: { kind: 'flash', ...USUAL_FLASHES, ...rule }, when: { kind: 'event' }, approval },
    options: { role: '5' },
  })
  const schedule = await store.schedules.add(GUILD, plan, null, '42', clock.now())
  const begin = () => beginFlashes({ store, clock, poster, history, notices })
  let loop = begin()
  let worker = loop.work()
  onTestFinished(() => worker.stop())
  const shownTo = (target: string) =>
    poster.shown.filter((one) => one.target === target).map(({ text }) => text)
  /** Seconds pass until something holds, a few minutes at most, each with many rounds of the desk. */
  const until = async (holds: () => boolean | Promise<boolean>) => {
    for (let round = 0; !(await holds()); round++) {
      if (round === 200 * ROUNDS) throw new Error(`it did not happen: ${JSON.stringify(poster.shown)}`)
      if (round % ROUNDS === 0) clock.advance(1500)
      await loop.review()
      await turn()
    }
  }
  const pass = async (minutes: number) => {
    clock.advance(minutes * MINUTE)
    return loop.tick()
  }
  const approval1 = async () => (await store.desk.open())[0]?.approval
  let content = ''
  for (const minutes of [2, 5, 6]) await pass(minutes)
  await until(() => shownTo(REVIEW).length === 1)
  content = (await approval1())?.content ?? ''
  const due = (await approval1())?.fireAt ?? 0
  return {
    ...{ store, clock, poster, schedule, notices, shownTo, until, pass, due },
    content: () => content,
    report: (factor: number) => (reported = factor),
    decide: async (what: 'approve' | 'hold' | 'postNow', by = '42', seen?: string) =>
      loop.desk.decide(what, {
        ...{ schedule: schedule.id, fireAt: due, by, at: clock.now(), isOperator: false, twoPeople: true },
        content: seen ?? (await store.desk.approval(schedule.id, due))?.content ?? '',
      }),
    entries: async () =>
      (await store.desk.entries(GUILD, 9)).map(({ what, by }) => `${what} ${by}`).toSorted(),
    /** The process is killed, and another begins with nothing but the store. */
    async restart() {
      await worker.stop()
      loop = begin()
      worker = loop.work()
    },
  }
}

for (const { name, open } of DATABASES) {
  describe(`a flash that moderators approve, kept in ${name}`, () => {
    it('is shown to them as it will look, posted as soon as it is approved, once, over restarts, and not late', async () => {
      const flash = await asked(await open())
      expect(flash.shownTo(REVIEW)[0]).toMatch(
        /^速報.*承認されしだい.*承認がなければ投稿しません。.*3兆ドル/su,
      )
      expect(flash.shownTo(CHAT)).toEqual([])
      await flash.restart()
      await flash.pass(20)
      expect((await flash.decide('approve')).kind).toBe('done')
      await flash.restart()
      await flash.until(() => flash.shownTo(CHAT).length === 1)
      await flash.until(() => /に投稿しました（.*承認）/su.test(flash.shownTo(REVIEW)[0] ?? ''))
      expect(flash.shownTo(CHAT)[0]).toMatch(/^速報(?!.*遅れ)/su)
      // Its role is called by the post alone.
      expect(flash.poster.calls.map(({ target, options }) => [target, options.role])).toEqual([
        [REVIEW, undefined],
        [CHAT, '5'],
      ])
      expect(await flash.decide('approve', '43')).toMatchObject({ kind: 'already', by: '42' })
      expect(await flash.decide('hold')).toEqual({ kind: 'posted' })
      await flash.restart()
      expect(await flash.pass(10)).toBe(0)
      expect([flash.shownTo(CHAT).length, flash.shownTo(REVIEW).length]).toEqual([1, 1])
      expect(await flash.entries()).toEqual(['approved 42'])
    })

    it('is not posted without them: they are told, and Post now works until it is no news any more', async () => {
      const flash = await asked(await open())
      await flash.pass(31)
      await flash.until(() => flash.shownTo(REVIEW)[0]?.includes('期限までに承認がなかったため') === true)
      expect(flash.shownTo(CHAT)).toEqual([])
      await flash.until(() => flash.notices.length === 1)
      expect(flash.notices[0]?.delivery.error?.code).toBe('unapproved')
      expect(await flash.decide('approve')).toEqual({ kind: 'over', canPost: true })
      expect((await flash.store.flashes.posts(flash.schedule.id, CROSSED)).map(({ fate }) => fate)).toEqual([
        'missed',
      ])
      const both = await Promise.all([flash.decide('postNow'), flash.decide('postNow', '43')])
      expect(both.map(({ kind }) => kind).toSorted()).toEqual(['done', 'posted'])
      await flash.until(() => flash.shownTo(CHAT).length === 1)
      const late = await asked(await open())
      await late.pass(12 * 60 - 12)
      await late.until(() => late.shownTo(REVIEW)[0]?.includes('投稿できる時間を過ぎています') === true)
      expect(await late.decide('postNow')).toEqual({ kind: 'over', canPost: false })
    })

    it('is posted at the deadline unless it is held, where its chat wants it so', async () => {
      const rule = { mode: 'unless-held', hours: 0.5 } as const
      const flash = await asked(await open(), rule)
      await flash.pass(29)
      expect(flash.shownTo(CHAT)).toEqual([])
      await flash.pass(1)
      await flash.until(() => flash.shownTo(CHAT).length === 1)
      await flash.until(() => flash.shownTo(REVIEW)[0]?.includes('承認なしで') === true)
      expect(flash.shownTo(CHAT)[0]).toMatch(/^速報(?!.*遅れ)/su)
      expect(await flash.entries()).toEqual(['unapproved system'])
      const held = await asked(await open(), rule)
      expect((await held.decide('hold')).kind).toBe('done')
      await held.until(() => /保留にしたため、.*投稿していません/su.test(held.shownTo(REVIEW)[0] ?? ''))
      await held.pass(60)
      expect(held.shownTo(CHAT)).toEqual([])
    })

    it('is asked for again where its figure is restated, and is over where that does not hold any more', async () => {
      const flash = await asked(await open())
      const before = flash.content()
      flash.report(0.99)
      await flash.pass(10)
      await flash.until(() => flash.shownTo(REVIEW)[0]?.includes('内容が変わりました') === true)
      expect(await flash.decide('approve', '42', before)).toEqual({ kind: 'changed' })
      expect((await flash.decide('approve')).kind).toBe('done')
      await flash.until(() => flash.shownTo(CHAT).length === 1)
      // What is posted is corrected without being asked.
      flash.report(0.98)
      await flash.pass(11)
      await flash.until(() => flash.shownTo(CHAT)[0]?.includes('訂正') === true)
      expect(flash.shownTo(CHAT)[0]).not.toMatch(/遅れ/u)
      const gone = await asked(await open())
      gone.report(1.1)
      await gone.pass(10)
      await gone.until(() => gone.shownTo(REVIEW)[0]?.includes('条件を満たさなくなったため') === true)
      for (const what of ['approve', 'postNow'] as const)
        expect((await gone.decide(what)).kind).toBe('changed')
      await gone.pass(60)
      expect([gone.shownTo(CHAT), gone.notices]).toEqual([[], []])
    })

    it('is posted with what came after it where it waits, and updated without being asked once it is posted', async () => {
      const rule = { topics: ['funding'], quiet: '10:00-18:30' }
      const flash = await asked(await open(), { mode: 'approved', hours: 1 }, rule, FUNDING)
      expect(flash.shownTo(REVIEW)[0]).not.toContain('追記')
      const before = flash.content()
      // Eight hours later, in quiet hours: it waits for its deadline, which is when they end.
      await flash.pass(8 * 60)
      for (const minutes of [5, 6]) await flash.pass(minutes)
      await flash.until(() => /内容が変わりました.*追記/su.test(flash.shownTo(REVIEW)[0] ?? ''))
      expect(await flash.decide('approve', '42', before)).toEqual({ kind: 'changed' })
      const other = await asked(await open(), APPROVED, { topics: ['funding'] }, FUNDING)
      await other.decide('approve')
      await other.until(() => other.shownTo(CHAT).length === 1)
      expect(other.shownTo(CHAT)[0]).not.toContain('追記')
      await other.pass(8 * 60)
      for (const minutes of [5, 6]) await other.pass(minutes)
      expect(other.shownTo(CHAT)).toEqual([expect.stringMatching(/^速報(?!.*遅れ).*追記/su)])
      // Another flash of that day is not approved, and stays so.
      expect(await other.entries()).not.toContain('changed system')
    })

    it('that is approved in quiet hours waits until they end; its deadline is not in them', async () => {
      // From ten in the morning until six in the evening, a quarter past nine in Tokyo being now.
      const flash = await asked(await open(), { mode: 'approved', hours: 1 }, { quiet: '10:00-18:00' })
      expect(flash.shownTo(REVIEW)[0]).toMatch(/明けてから投稿します/u)
      const ends = CROSSED + 9 * 60 * MINUTE
      expect((await flash.store.desk.open())[0]?.approval.deadline).toBe(ends)
      await flash.pass(60)
      expect((await flash.decide('approve')).kind).toBe('done')
      await flash.until(() => flash.shownTo(REVIEW)[0]?.includes('さんが承認しました') === true)
      await flash.pass(6 * 60)
      await flash.until(async () => (await flash.store.ledger.open()).claimed === 0)
      expect(flash.shownTo(CHAT)).toEqual([])
      flash.clock.advance(ends - flash.clock.now())
      await flash.until(() => flash.shownTo(CHAT).length === 1)
      expect(flash.shownTo(CHAT)[0]).not.toMatch(/遅れ/u)
    })
  })
}

/** The editor's desk at work in the program: reviewed, approved, changed, held and posted by hand, once each. */
import { setImmediate as turn } from 'node:timers/promises'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createPosting } from '#src/app/posting.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { History } from '#src/market/history.ts'
import { createTroubles } from '#src/menus/notices/troubles.ts'
import { createLocalDispatcher } from '#src/queue/local.ts'
import { openStore } from '#src/store/open.ts'
import { createFakeClock } from '../support/clock.ts'
import { temporaryFolder } from '../support/folder.ts'
import { readHistory, sampleFolder } from '../support/histories.ts'
import { smallMarket } from '../support/market/small.ts'
import { planOf } from '../support/plans.ts'
import { createFakePoster } from '../support/posters.ts'

const MONDAY = Date.UTC(2025, 10, 24)
const [MINUTE, HOUR] = [60_000, 3_600_000]
const DUE = MONDAY + 30 * MINUTE
const GUILD = 'discord:guild:7'
const EDITION = '2025-11-24'
const RULE = { mode: 'approved', hours: 3 } as const

let market: History

beforeAll(async () => {
  market = { ...smallMarket(await readHistory(sampleFolder), 4), kind: 'live', now: MONDAY }
})

/** A server with one weekly schedule, its review channel, and the program that posts; the clock stands at the week's end. */
async function startDesk(changes: Partial<Plan> = {}) {
  let history = market
  const clock = createFakeClock(MONDAY)
  const home = await temporaryFolder()
  const discord = createFakePoster('discord')
  const log = { info() {}, warn() {}, error() {} }
  const begin = async (delivers = true) => {
    const dispatcher = createLocalDispatcher(clock.now)
    const store = await openStore(home, undefined, dispatcher.notify)
    const posting = createPosting({
      ...{ store, dispatcher, delivers, clock, history: () => history, log },
      notices: (poster) =>
        createTroubles(
          {
            ...{ memory: store.memory, alerts: store.alerts, now: clock.now },
            revisions: (id) => store.schedules.revisions(id),
            approval: (schedule, fireAt) => store.desk.approval(schedule, fireAt),
            edition: (id) => posting.editions.get(id),
          },
          poster,
        ),
    })
    posting.start({ scheduledMessage: () => Promise.reject(new Error('no command is asked for')) })
    posting.connect(discord)
    return { store, posting }
  }
  let running = await begin()
  onTestFinished(async () => {
    await running.posting.close()
    await running.store.close()
  })
  const { store } = running
  await store.memory.saveSettings(GUILD, { reviewChannel: 'discord:9', language: 'en' })
  const plan = planOf('discord:1', {
    ...{ language: 'en', approval: RULE, coverage: { least: 0, patience: HOUR } },
    ...changes,
  })
  const schedule = await running.posting.scheduleService.add(GUILD, plan, '42')
  const pass = async (milliseconds: number, done: () => boolean | Promise<boolean> = () => false) => {
    for (let passed = 0; passed < milliseconds && !(await done()); passed += 15_000) {
      clock.advance(15_000)
      for (let calm = 0; calm < 25; calm++) await turn()
    }
  }
  const shownTo = (target: string) =>
    discord.shown.filter((one) => one.target === target).map(({ text }) => text)
  const approval = () => running.store.desk.approval(schedule.id, DUE)
  const decide = async (what: 'approve' | 'hold' | 'postNow', content?: string) =>
    running.posting.deskService.decide(what, {
      ...{
        schedule: schedule.id,
        fireAt: DUE,
        by: '42',
        at: clock.now(),
        isOperator: false,
        twoPeople: false,
      },
      content: content ?? (await approval())?.content ?? '',
    })
  const write = (texts: { ja?: string; en?: string }) =>
    running.posting.deskService.write({
      ...{ owner: GUILD, edition: EDITION, kind: 'note', texts, by: '43', at: clock.now() },
    })
  return {
    ...{ clock, discord, schedule, pass, shownTo, approval, decide, write },
    posting: () => running.posting,
    store: () => running.store,
    learn: (next: History) => (history = next),
    /** Another process on the same store, which answers members and delivers nothing. */
    beside: () => begin(false),
    /** Stops, and starts again on the same store. */
    async restart() {
      const stopping = running.posting.close()
      await pass(MINUTE)
      await stopping
      await running.store.close()
      running = await begin()
    },
  }
}

describe('an edition that moderators approve', () => {
  it('is shown as it will look before it is due, changed by a note, approved and posted with it', async () => {
    const desk = await startDesk({ language: 'both' })
    const { shownTo, pass, decide, write } = desk
    await pass(5 * MINUTE, () => shownTo('discord:9').length === 2)
    expect(shownTo('discord:9')).toEqual([
      expect.stringMatching(/承認の期限は.*承認がなければ投稿しません。/),
      expect.stringMatching(/The deadline for approval is .*; without approval it is not posted\./),
    ])
    const before = (await desk.approval())?.content
    await write({ ja: '今週は**CPI**に注目してください。' })
    expect(await decide('approve', before)).toEqual({ kind: 'changed' })
    await pass(MINUTE)
    expect(shownTo('discord:9')[0]).toMatch(/内容が変わりました。もう一度ご確認ください。.*\*\*CPI\*\*/)
    expect(shownTo('discord:9')[1]).not.toContain('CPI')
    expect((await decide('approve')).kind).toBe('done')
    await pass(MINUTE)
    expect(shownTo('discord:9')[1]).toMatch(/approved it at .*It goes to/)
    expect(shownTo('discord:1')).toEqual([])
    await pass(HOUR, () => shownTo('discord:1').length === 2)
    expect(desk.clock.now()).toBeLessThan(DUE + 5 * MINUTE)
    expect(shownTo('discord:1')[0]).toContain('今週は**CPI**に注目してください。')
    expect(shownTo('discord:1')[1]).not.toContain('CPI')
    await pass(MINUTE)
    expect(shownTo('discord:9')).toHaveLength(2)
    expect(shownTo('discord:9')[1]).toMatch(/Posted to .*approved it at/)
    expect(await desk.store().desk.open()).toEqual([])
  })

  it('is not posted where nobody approves it: moderators are told, and Post now works once until the grace ends', async () => {
    const { shownTo, pass, decide, clock } = await startDesk()
    await pass(3 * HOUR)
    expect(shownTo('discord:1')).toEqual([])
    await pass(HOUR, () => shownTo('discord:9').length === 2)
    expect(shownTo('discord:9')[0]).toMatch(/Not approved by the deadline.*Post now works until/)
    expect(shownTo('discord:9')[1]).toMatch(/^Schedule 1 was not posted.*nobody approved it by the deadline/)
    await pass(20 * MINUTE)
    expect(await decide('approve')).toEqual({ kind: 'over', canPost: true })
    const [first, second] = await Promise.all([decide('postNow'), decide('postNow')])
    expect([first.kind, second.kind].toSorted()).toEqual(['done', 'posted'])
    await pass(5 * MINUTE, () => shownTo('discord:1').length > 0)
    await pass(5 * MINUTE)
    expect(shownTo('discord:1')).toHaveLength(1)
    expect(shownTo('discord:1')[0]).toMatch(/Posted late: due/)
    expect(clock.now()).toBeLessThan(DUE + 6 * HOUR)
    expect(await decide('postNow')).toEqual({ kind: 'posted' })
  })

  it('is posted at once where it is approved after its time, without a word of being late', async () => {
    const { shownTo, pass, decide } = await startDesk()
    await pass(2 * HOUR)
    expect(shownTo('discord:1')).toEqual([])
    await decide('approve')
    await pass(2 * MINUTE, () => shownTo('discord:1').length > 0)
    expect(shownTo('discord:1')).toEqual([expect.not.stringMatching(/Posted late/)])
  })

  it('is posted without approval where the schedule says so, and not at all once it is held', async () => {
    const rule = { approval: { mode: 'unless-held', hours: 1 } } as const
    const posts = await startDesk(rule)
    await posts.pass(HOUR)
    expect(posts.shownTo('discord:1')).toEqual([])
    await posts.pass(HOUR, () => posts.shownTo('discord:1').length > 0)
    await posts.pass(MINUTE)
    expect(posts.shownTo('discord:1')).toEqual([expect.not.stringMatching(/Posted late/)])
    expect(posts.shownTo('discord:9')[0]).toMatch(/posted to .* without approval/)
    const held = await startDesk(rule)
    await held.pass(5 * MINUTE)
    await held.decide('hold')
    await held.pass(3 * HOUR)
    expect(held.shownTo('discord:1')).toEqual([])
    expect(held.shownTo('discord:9')[0]).toMatch(/Not posted to .* held it at/)
  })

  it('may be retried by hand where it was approved and refused, and not where it was not approved', async () => {
    const { shownTo, pass, decide, discord, schedule, posting, store } = await startDesk()
    const mayRun = (retried?: number) => posting().deskService.mayRun(schedule, retried)
    await pass(5 * MINUTE)
    expect(await mayRun(DUE)).toBe(false)
    await decide('approve')
    await pass(MINUTE)
    discord.script.push({ kind: 'refused', reason: 'invalid', code: '50035' })
    await pass(HOUR, async () => (await store().desk.open()).length === 0)
    expect(shownTo('discord:1')).toEqual([])
    expect([await mayRun(), await mayRun(DUE)]).toEqual([false, true])
    await posting().deskService.write({
      ...{
        owner: GUILD,
        edition: EDITION,
        kind: 'note',
        texts: { en: 'Mind the **CPI**.' },
        by: '43',
        at: 0,
      },
    })
    expect(await mayRun(DUE)).toBe(false)
  })

  it('is asked for again where figures change after the approval', async () => {
    const desk = await startDesk()
    await desk.pass(5 * MINUTE)
    expect((await desk.decide('approve')).kind).toBe('done')
    const { dailyCandles } = market
    desk.learn({
      ...market,
      dailyCandles: (asset) => {
        const candles = dailyCandles(asset)
        if (asset !== 'bitcoin' || !candles) return candles
        return { ...candles, close: candles.close.map((close) => close * 1.01) }
      },
    })
    const corrected = await desk.posting().correct(EDITION)
    expect(corrected).toMatchObject({ kind: 'corrected', edited: 0 })
    await desk.pass(HOUR)
    expect(desk.shownTo('discord:1')).toEqual([])
    expect(desk.shownTo('discord:9')[0]).toMatch(/It has changed\. Please look again\./)
    expect((await desk.decide('approve')).kind).toBe('done')
    await desk.pass(MINUTE, () => desk.shownTo('discord:1').length > 0)
    expect(desk.shownTo('discord:1')).toHaveLength(1)
    const entries = (await desk.store().desk.entries(GUILD, 9)).map(({ what }) => what)
    expect(entries.toSorted()).toEqual(['approved', 'approved', 'changed'])
  })

  it('loses nothing where the program stops between approval and post', async () => {
    const desk = await startDesk()
    await desk.pass(5 * MINUTE)
    await desk.decide('approve')
    await desk.restart()
    await desk.pass(HOUR, () => desk.shownTo('discord:1').length > 0)
    await desk.pass(5 * MINUTE)
    expect(desk.shownTo('discord:1')).toHaveLength(1)
    expect(desk.shownTo('discord:9')).toHaveLength(1)
  })

  it('is approved in a process that only answers, and posted by the one that delivers', async () => {
    const desk = await startDesk()
    await desk.pass(5 * MINUTE)
    const other = await desk.beside()
    onTestFinished(async () => {
      await other.posting.close()
      await other.store.close()
    })
    const content = (await desk.approval())?.content ?? ''
    const deciding = { schedule: desk.schedule.id, fireAt: DUE, content, by: '42', at: desk.clock.now() }
    const decision = await other.posting.deskService.decide('approve', {
      ...{ ...deciding, isOperator: false, twoPeople: false },
    })
    expect(decision.kind).toBe('done')
    await desk.pass(MINUTE)
    expect(desk.shownTo('discord:9')).toEqual([expect.stringMatching(/approved it at/)])
    await desk.pass(HOUR, () => desk.shownTo('discord:1').length > 0)
    await desk.pass(5 * MINUTE)
    expect(desk.shownTo('discord:1')).toHaveLength(1)
  })

  it('needs none any more once its schedule has another time', async () => {
    const desk = await startDesk()
    await desk.pass(5 * MINUTE)
    const { scheduleService } = desk.posting()
    const when = { kind: 'weekly', weekday: 2, hour: 9, minute: 30 } as const
    const current = await scheduleService.get(desk.schedule.id)
    if (!current) throw new Error('the schedule is there')
    await scheduleService.change(
      current,
      { ...planOf('discord:1', { language: 'en' }), approval: RULE, when },
      '42',
    )
    await desk.pass(5 * MINUTE, () => desk.shownTo('discord:9').length === 2)
    expect(desk.shownTo('discord:9')[0]).toMatch(/needs no review any more/)
  })
})

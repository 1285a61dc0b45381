/** A Monday without figures, on both platforms: posted at the deadline, and moderators hear of it once, over a stop and a start. */
import { setImmediate as turn } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { createPosting } from '#src/app/posting.ts'
import type { NoticeWriter } from '#src/chat/notice.ts'
import { createTroubles } from '#src/menus/notices/troubles.ts'
import type { History } from '#src/market/history.ts'
import { HOUR, MINUTE } from '#src/market/time.ts'
import { createLocalDispatcher } from '#src/queue/local.ts'
import { openStore } from '#src/store/open.ts'
import { createFakeClock } from '../support/clock.ts'
import { readHistory, sampleFolder } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'
import { bareMarket } from '../support/market/bare.ts'
import { smallMarket } from '../support/market/small.ts'
import { planOf } from '../support/plans.ts'
import { createFakePoster } from '../support/posters.ts'

const MONDAY = Date.parse('2025-11-24T00:00:00Z')
const GUILD = 'discord:guild:9'
const log = { info() {}, warn() {}, error() {} }
/** The program was killed while this ran. */
const cutOff: NoticeWriter['compose'] = () => new Promise(() => {})

it('a thin edition is held until its deadline, posted with one sentence, and moderators hear of it once', async () => {
  const bare = bareMarket(smallMarket(await readHistory(sampleFolder), 4))
  const history: History = { ...bare, kind: 'live', now: MONDAY }
  const clock = createFakeClock(MONDAY)
  const home = await temporaryFolder()
  const [discord, telegram] = [createFakePoster('discord'), createFakePoster('telegram')]
  const begin = async (isCutOff = false) => {
    const dispatcher = createLocalDispatcher(clock.now)
    const store = await openStore(home, undefined, dispatcher.notify)
    const troubles = {
      ...{ memory: store.memory, alerts: store.alerts, now: clock.now },
      revisions: (id: string) => store.schedules.revisions(id),
      approval: async () => undefined,
      edition: (id: string) => posting.editions.get(id),
    }
    const posting = createPosting({
      ...{ store, dispatcher, delivers: true, clock, history: () => history, log },
      notices: (poster) => {
        const writer = createTroubles(troubles, poster)
        return isCutOff ? { ...writer, compose: cutOff } : writer
      },
    })
    posting.start({ scheduledMessage: () => Promise.reject(new Error('no command is asked for')) })
    posting.connect(discord)
    posting.connect(telegram)
    return { posting, store }
  }
  const pass = async (milliseconds: number, done = () => false) => {
    for (let passed = 0; passed < milliseconds && !done(); passed += 15_000) {
      clock.advance(15_000)
      for (let calm = 0; calm < 12; calm++) await turn()
    }
  }
  const shownTo = (target: string) =>
    [...discord.shown, ...telegram.shown].filter((one) => one.target === target).map(({ text }) => text)

  const first = await begin(true)
  const { scheduleService } = first.posting
  await first.store.memory.saveSettings(GUILD, { logChannel: 'discord:8', language: 'en' })
  // Twice a Monday, of the same edition.
  const when = { kind: 'cron', expression: '30 9,18 * * 1' } as const
  const ofGuild = await scheduleService.add(GUILD, planOf('discord:1', { language: 'en', when }), '42')
  await scheduleService.add('telegram:-1', planOf('telegram:-1', { language: 'ja' }), '5')
  await pass(2 * HOUR)
  expect([...discord.shown, ...telegram.shown]).toEqual([])
  await pass(2 * HOUR, () => shownTo('discord:1').length + shownTo('telegram:-1').length === 2)
  expect(shownTo('discord:1')).toEqual([expect.stringMatching(/Only \d+ of this week’s \d+ figures/)])
  expect(shownTo('telegram:-1')).toEqual([expect.stringMatching(/今週は.*\d+件しか算出できませんでした/)])
  expect(clock.now()).toBeGreaterThanOrEqual(MONDAY + 2.5 * HOUR)
  // What is told now never ends: as if the program were killed.
  await pass(2 * MINUTE)
  const stopping = first.posting.close()
  await pass(MINUTE)
  await stopping
  await first.store.close()
  expect([shownTo('discord:8'), shownTo('telegram:5')]).toEqual([[], []])

  const second = await begin()
  onTestFinished(async () => {
    await second.posting.close()
    await second.store.close()
  })
  await pass(5 * MINUTE)
  expect(shownTo('discord:8')).toEqual([
    expect.stringMatching(/^Schedule 1: posted with most figures missing.*Only \d+ of this week’s/),
  ])
  expect(shownTo('telegram:5')).toEqual([
    expect.stringMatching(/^定期投稿1：数値の大半が欠けたまま投稿しました.*今週は.*提供なし/),
  ])
  // The moderator who runs it by hand sees the result.
  await second.posting.scheduleService.runNow(ofGuild)
  await pass(5 * MINUTE, () => shownTo('discord:1').length === 2)
  await pass(7 * HOUR)
  // The evening's post is of the edition that was told of.
  expect(shownTo('discord:1')).toHaveLength(3)
  expect([shownTo('discord:8').length, shownTo('telegram:5').length]).toEqual([1, 1])
})

/** Buttons under what an alert reported: its owner’s, everybody’s, and those of a channel’s moderators. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Alert, Firing } from '#src/chat/alert.ts'
import type { Request } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import { createFiringButtons } from '#src/menus/alerts/firingbuttons.ts'
import { choicesOf } from '../../support/bot.ts'
import { type AlertBot, createAlertBot, shownIn } from '../../support/alertbot.ts'
import { sampleHistory } from '../../support/histories.ts'
import { guild, me, mine } from './asking.ts'

let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
})
const start = (access = {}) => createAlertBot(() => sample, access)

describe('under what an alert reported', () => {
  const message = { title: 'BTC above $90,000', blocks: [], images: [], footer: [] }

  async function reported(
    bot: AlertBot,
    line: string,
    owner?: string,
    where: Partial<Request> = me,
    kind: Firing['kind'] = 'crossed',
  ) {
    await bot.ask(`alert ${line}`, where)
    const [alert] = await mine(bot, owner)
    const [watch] = await bot.store.alerts.watches(alert?.id ?? '')
    const firing = { watch: watch?.id, step: 1, kind } as unknown as Firing
    const buttons = createFiringButtons({
      memory: bot.parts.memory,
      now: () => Date.parse('2025-11-24T01:00:00Z'),
    })
    const posted = await buttons(message, [{ firing, alert: alert as Alert }])
    expect(await buttons(message, [{ firing, alert: alert as Alert }])).toEqual(posted)
    return { message: posted, private: false, edit: false }
  }

  it('its owner snoozes it, and the report stays', async () => {
    const bot = await start()
    const posted = await reported(bot, 'eth -5% 1h')
    expect(choicesOf(posted)).toEqual(['snooze=1h', 'snooze=1d', 'edit', 'why'])
    expect(await bot.click(posted, 'snooze=1h', me)).toMatchObject({ edit: false })
    expect(await mine(bot)).toMatchObject([{ state: 'snoozed' }])
    expect(shownIn(await bot.click(posted, 'edit', me))).toContain('ETH down 5% in 1 hour')
  })

  it('anybody who reads it in a channel asks why, and is answered alone', async () => {
    const bot = await start()
    const manager = { ...guild, manager: true, member: '43' }
    const posted = await reported(bot, 'eth -5% 1h here', 'discord:guild:1', manager)
    // The firing of this test is in no table.
    const asked = await bot.click(posted, 'why', guild)
    expect(asked).toMatchObject({ private: true, edit: false })
    expect(shownIn(asked)).toMatch(/deleted|no longer/u)
    expect(await bot.click(posted, 'edit', guild)).toMatchObject({ private: true, result: 'refused' })
  })

  it('one that was for once is set again', async () => {
    const bot = await start()
    expect(choicesOf(await reported(bot, 'btc > 90000'))).toEqual(['again', 'edit', 'why'])
  })

  it('one that ends in three days is extended by a press', async () => {
    const bot = await start()
    const posted = await reported(bot, 'eth -5% 1h until 2025-12-10', undefined, me, 'expiring')
    expect(choicesOf(posted)).toEqual(['extend', 'list'])
    const [before] = await mine(bot)
    expect(shownIn(await bot.click(posted, 'extend', me))).toContain('It goes on until 10 March 2026.')
    const [after] = await mine(bot)
    expect((after?.until ?? 0) - (before?.until ?? 0)).toBe(90 * 86_400_000)
    // It is never shortened, nor longer than a year from now.
    expect(shownIn(await bot.click(posted, 'extend', me))).toContain('It goes on until 8 June 2026.')
    for (const _ of [3, 4]) await bot.click(posted, 'extend', me)
    expect(shownIn(await bot.click(posted, 'extend', me))).toContain('It goes on for a year already')
    expect(await mine(bot)).toMatchObject([{ until: Date.parse('2026-11-25T00:00:00Z') }])
  })

  it.each([
    ['wait', 'They wait until there is a value again', ['active', 'active', 'active']],
    ['end', 'Ended: 2 alerts', ['ended', 'ended', 'active']],
  ] as const)('a coin without a value for seven days is asked about: %s', async (choice, said, states) => {
    const bot = await start()
    const posted = await reported(bot, 'eth < 1500', undefined, me, 'gone')
    expect(choicesOf(posted)).toEqual(['wait', 'end', 'list'])
    await bot.ask('alert eth < 1000', me)
    await bot.ask('alert btc < 50000', me)
    expect(shownIn(await bot.click(posted, choice, me))).toContain(said)
    expect((await mine(bot)).map(({ state }) => state)).toEqual(states)
  })

  it('in a channel its moderators do, each answered alone', async () => {
    const bot = await start()
    const manager = { ...guild, manager: true, member: '43' }
    const posted = await reported(bot, 'eth -5% 1h here', 'discord:guild:1', manager)
    expect(await bot.click(posted, 'snooze=1h', guild)).toMatchObject({ private: true, result: 'refused' })
    expect(await bot.click(posted, 'snooze=1h', manager)).toMatchObject({ private: true, edit: false })
    expect(await mine(bot, 'discord:guild:1')).toMatchObject([{ state: 'snoozed' }])
  })
})

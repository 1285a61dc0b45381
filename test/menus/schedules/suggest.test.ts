/** What `/schedule` suggests while it is typed. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SuggestionRequest } from '#src/bot/bot.ts'
import { sampleHistory, textOf } from '../../support/bot.ts'
import { computed } from '../../support/clock.ts'
import { createDeskBot, type DeskBot } from '../../support/scheduleservice.ts'
import { planOf } from '../../support/plans.ts'

const GUILD = 'discord:guild:9'
let bot: DeskBot
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kawaraban-'))
  bot = await createDeskBot(folder, await sampleHistory())
  await bot.scheduleService.add(GUILD, planOf('discord:1'), 'someone')
  const cron = planOf('discord:22', {
    what: { kind: 'command', name: 'funding', args: { asset: 'eth' } },
    when: { kind: 'cron', expression: '30 9 * * 1-5' },
  })
  await bot.scheduleService.pause(await bot.scheduleService.add(GUILD, cron, 'someone'), 'someone')
  await bot.scheduleService.add('discord:guild:other', planOf('discord:5'), 'someone')
})
afterAll(async () => {
  await bot.store.close()
  await rm(folder, { recursive: true, force: true })
})

function suggest(argument: string, typed: string, who: Partial<SuggestionRequest> = {}) {
  return bot.bot.suggest({
    ...({ platform: 'discord', chat: 'discord:1', member: 'asker', place: 'guild' } as const),
    ...{ community: GUILD, manager: true, memberLanguage: 'en' as const, command: 'schedule' },
    ...{ argument, typed, ...who },
  })
}
const labels = async (...asked: Parameters<typeof suggest>) =>
  (await suggest(...asked)).map(({ label }) => label)
const values = async (...asked: Parameters<typeof suggest>) =>
  (await suggest(...asked)).map(({ value }) => value)

describe('the number of a schedule', () => {
  it('is suggested with its place, its time and what it posts, in the moderator’s language', async () => {
    expect(await labels('number', '')).toEqual([
      '1 · #1 · Monday 09:30 · Weekly briefing (full)',
      '2 · #22 · 30 9 * * 1-5 · /funding eth · paused',
    ])
    expect(await labels('number', '1', { memberLanguage: 'ja' })).toEqual([
      '1 · #1 · 月曜日 09:30 · 週報（全文）',
    ])
  })

  it('is found by what is typed of its place or content, too', async () => {
    expect(await values('number', 'fund')).toEqual(['2'])
    expect(await values('number', '#2')).toEqual(['2'])
    expect(await values('number', 'monday')).toEqual(['1'])
  })

  it('is for moderators and holders of their role alone, and of their own community', async () => {
    expect(await values('number', '', { manager: false })).toEqual([])
    await bot.store.memory.saveSettings(GUILD, { managerRole: '77' })
    expect(await values('number', '', { manager: false, roles: ['77'] })).toEqual(['1', '2'])
    expect(await values('number', '', { community: 'discord:guild:none' })).toEqual([])
  })

  it('is suggested under a second for the most schedules there can be, though places are not named', async () => {
    const owner = 'discord:guild:full'
    for (let index = 0; index < 25; index += 1) {
      await bot.scheduleService.add(owner, planOf(`telegram:-${index + 1}`), 'someone')
    }
    const began = computed()
    expect(await suggest('number', '', { community: owner })).toHaveLength(25)
    expect(computed() - began).toBeLessThan(1000)
  })
})

describe('times, days, zones and sections', () => {
  it('suggest times that begin as typed, half- or full-width', async () => {
    expect((await values('time', '')).slice(0, 3)).toEqual(['00:00', '01:00', '02:00'])
    expect(await values('time', '9')).toEqual(['09:00', '09:15', '09:30', '09:45'])
    expect(await values('time', '０９：３')).toEqual(['09:30'])
    expect((await values('time', '9:37'))[0]).toBe('09:37')
    expect((await values('time', '9時半'))[0]).toBe('09:30')
    expect(await values('time', '99')).toEqual([])
  })

  it('suggest days by what they are called', async () => {
    expect(await labels('day', '')).toHaveLength(7)
    expect(await suggest('day', '火', { memberLanguage: 'ja' })).toEqual([{ label: '火曜日', value: 'tue' }])
    expect(await suggest('day', 't')).toEqual([
      { label: 'Tuesday', value: 'tue' },
      { label: 'Thursday', value: 'thu' },
    ])
  })

  it('suggest zones by their city in either language', async () => {
    expect((await suggest('timezone', 'ニュー'))[0]?.value).toBe('America/New_York')
    expect((await suggest('timezone', 'new y'))[0]?.value).toBe('America/New_York')
    expect(await suggest('timezone', '')).toHaveLength(25)
  })

  it('complete sections, and save them with the schedule', async () => {
    expect(await values('sections', 'funding,vol')).toEqual(['funding,volatility', 'funding,volume'])
    const who = { community: 'discord:guild:4', manager: true } as const
    await bot.ask('schedule weekly mon 09:30 sections:funding,volume', who)
    const [saved] = await bot.scheduleService.list('discord:guild:4')
    expect(saved?.what).toMatchObject({ kind: 'brief', sections: ['funding', 'volume'] })
    const refused = await bot.ask('schedule funding mon 09:30 sections:volume', who)
    expect(refused.message.title).toBe('New schedule')
    expect(textOf(refused.message)).toContain('`/funding` has no sections')
    expect(await bot.scheduleService.list('discord:guild:4')).toHaveLength(1)
  })
})

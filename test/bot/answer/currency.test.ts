/** Money in the currency that a chat asked for: every sum of a recap is the dollars' own, times one named rate. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import { formatRecap } from '#src/editions/answer.ts'
import { makeEdition } from '#src/editions/make.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import type { Currency } from '#src/i18n/money.ts'
import { createWords } from '#src/i18n/words.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { yenAt } from '#src/market/yen.ts'
import { sampleHistory, textOf } from '../../support/bot.ts'
import { createDeskBot, type DeskBot } from '../../support/scheduleservice.ts'
import { planOf } from '../../support/plans.ts'

const history = await sampleHistory()
const edition = makeEdition(history, lastWeekAt(history.now))
const RATE = 156.49

function recap(locale: Locale, currency: Currency, of = edition): Message {
  const words = createWords(locale, 'UTC', history.now, { currency })
  const request = { length: 'full', language: locale, sections: undefined, withFigures: true } as const
  return formatRecap(of, request, { words, theme: 'dark', colors: 'standard' })
}

const LEVEL = String.raw`\d(?:\.\d)?(?:T|兆)`
/** Sums of a text in the order of telling, as numbers of dollars or yen. Round levels of trillions are told apart. */
function sumsIn(text: string, of: 'usd' | 'jpy'): number[] {
  const pattern =
    of === 'usd'
      ? /\$([\d,.]*\d)([TBM]?)|([\d,.]*\d)?(?:(兆|億|万)([\d,]*))?ドル(?!円)/g
      : /¥([\d,.]*\d)([TBM]?)|([\d,.]*\d)?(?:(兆|億|万)([\d,]*))?円(?!安|高|換)/g
  return [...text.matchAll(pattern)].flatMap(([all, en, unit = '', ja, kanji = '', rest = '']) => {
    const main = (en ?? ja ?? '').replaceAll(',', '')
    if (main === '' || new RegExp(`^\\$?${LEVEL}(?:ドル)?$`).test(all)) return []
    const scale: Record<string, number> = { T: 1e12, B: 1e9, M: 1e6, 兆: 1e12, 億: 1e8, 万: 1e4 }
    return [Number(main) * (scale[unit || kanji] ?? 1) + Number(rest.replaceAll(',', '') || 0)]
  })
}

function paragraphsOf({ blocks }: Message): string {
  return JSON.stringify(blocks)
}

describe('yen', () => {
  it('are those of the last close before the moment, which may be seven days old', () => {
    expect(yenAt(history, history.now)).toEqual({ perUsd: RATE, day: Date.parse('2025-11-21') })
    const at = Date.parse('2025-12-20')
    expect(yenAt({ ...history, now: at }, at)).toBeUndefined()
    expect(yenAt({ ...history, crossCloses: () => undefined }, history.now)).toBeUndefined()
  })

  it('never come from a close that was not known yet', () => {
    const monday = Date.parse('2025-11-17')
    expect(yenAt(history, monday)?.day).toBeLessThan(monday)
  })
})

describe.each(LOCALES)('a recap in %s', (locale) => {
  const dollars = sumsIn(paragraphsOf(recap(locale, 'usd')), 'usd')

  it('reports the same sums in yen, each the dollars times the rate', () => {
    const message = recap(locale, 'jpy')
    const yen = sumsIn(paragraphsOf(message), 'jpy')
    // Round levels keep their dollars, with the yen beside them.
    const levels = yen.filter((sum) => dollars.every((usd) => Math.abs(sum / (usd * RATE) - 1) > 0.012))
    expect(dollars.length).toBeGreaterThan(5)
    for (const usd of dollars) {
      expect(
        yen.some((sum) => Math.abs(sum / (usd * RATE) - 1) < 0.012),
        String(usd),
      ).toBe(true)
    }
    for (const sum of levels) expect((sum / RATE / 1e12) % 1).toSatisfy((part) => part < 0.01 || part > 0.99)
    expect(sumsIn(paragraphsOf(message), 'usd')).toEqual([])
  })

  it('reports both, the yen behind their dollars', () => {
    const text = paragraphsOf(recap(locale, 'both'))
    expect(sumsIn(text, 'usd')).toEqual(dollars)
    expect(text).toMatch(locale === 'ja' ? /兆ドル（約[\d.]+兆円）/ : /\$[\d.]+T \(¥[\d.]+T\)/)
  })

  it('names the rate and its day, and that charts stay in dollars', () => {
    expect(recap(locale, 'jpy').footer[0]).toBe(
      locale === 'ja'
        ? '円換算は1ドル＝156.49円（11月21日の終値）によります。チャートはドル建てです。'
        : 'Yen at 156.49 to the dollar (close of 21 November). Charts are in US dollars.',
    )
    expect(recap(locale, 'jpy').images).toEqual(recap(locale, 'usd').images)
  })

  it('says why there are no yen where the record has none', () => {
    const { yen: _, ...without } = edition
    const message = recap(locale, 'both', without)
    expect(paragraphsOf(message)).toBe(paragraphsOf(recap(locale, 'usd')))
    expect(message.footer[0]).toMatch(locale === 'ja' ? /ドル円の終値が記録にない/ : /no USD\/JPY close/)
  })

  it('publishes the same figures whatever is read', () => {
    const figuresOf = (currency: Currency) =>
      (JSON.parse(recap(locale, currency).files?.[0]?.text ?? '{}') as { figures: unknown }).figures
    expect(figuresOf('jpy')).toEqual(figuresOf('usd'))
  })
})

describe('a chat that reads yen', () => {
  let folder: string
  let bot: DeskBot
  const manager = { manager: true, community: 'discord:guild:1', memberLanguage: 'en' } as const

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kawaraban-'))
    bot = await createDeskBot(folder, history)
  })
  afterAll(async () => {
    await bot.store.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('is set in /settings, and answered so from then on: text, fields and tables', async () => {
    const settings = await bot.ask('settings', manager)
    const saved = await bot.click(settings, 'currency=jpy', manager)
    expect(textOf(saved.message)).toContain('Yen')
    const { message } = await bot.ask('openinterest', manager)
    expect(sumsIn(paragraphsOf(message), 'jpy').length).toBeGreaterThan(3)
    expect(sumsIn(paragraphsOf(message), 'usd')).toEqual([])
    expect(message.footer.join()).toContain('Yen at 156.49')
    const elsewhere = await bot.ask('openinterest', { community: 'discord:guild:2', chat: 'discord:9' })
    expect(sumsIn(paragraphsOf(elsewhere.message), 'jpy')).toEqual([])
  })

  it('says nothing of yen under an answer without sums', async () => {
    const { message } = await bot.ask('correlation', manager)
    expect(message.footer.join()).not.toContain('Yen at')
  })

  it('begins its schedules so, and carries the currency through export and import', async () => {
    const builder = await bot.click(await bot.ask('schedule add', manager), 'screen=look', manager)
    await bot.click(await bot.click(builder, 'currency=both', manager), 'save', manager)
    const [schedule] = await bot.scheduleService.list('discord:guild:1')
    expect(schedule?.currency).toBe('both')
    const { message } = await bot.ask('schedule export', manager)
    const file = { name: 'schedules.json', text: message.files?.[0]?.text ?? '' }
    const other = { ...manager, community: 'discord:guild:3', chat: 'discord:33' }
    await bot.bot.answer({
      ...{ platform: 'discord', member: 'asker', place: 'guild', ...other },
      input: { kind: 'command', name: 'schedule', words: ['import'], files: [file] },
    })
    expect((await bot.scheduleService.list('discord:guild:3')).map(({ currency }) => currency)).toEqual([
      'both',
    ])
  })

  it('previews in the currency of the plan', async () => {
    const look = { ...planOf('discord:1'), currency: 'jpy', language: 'en' } as const
    expect(paragraphsOf(await bot.bot.scheduledMessage(look.what, look))).toMatch(/¥[\d.]+T/)
  })
})

/** A command's answer is one section of the recap: the same sentences, the same figures. */
import { describe, expect, it } from 'vitest'
import { composeEdition } from '#src/briefing/compose.ts'
import { makeEdition } from '#src/editions/make.ts'
import type { Message } from '#src/chat/message.ts'
import { createEditions } from '#src/editions/freeze.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { lastWeekAt, weekBefore } from '#src/market/week.ts'
import { TOPICS } from '#src/market/topic.ts'
import { openStore } from '#src/store/open.ts'
import { createTestBot, realCommands, sampleHistory, textOf } from '../../support/bot.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { someOf } from '../../support/cases.ts'

const commands = await realCommands()
const history = await sampleHistory()
const { ask, askAll } = createTestBot({ commands, history: () => history })
const last = lastWeekAt(history.now)

describe.each(someOf([last, weekBefore(last, 9)], 2))('the recap of $edition', (week) => {
  const edition = makeEdition(history, week)
  it.each(LOCALES)('and the commands say the same in %s', async (locale) => {
    const words = createWords(locale, locale === 'ja' ? 'Asia/Tokyo' : 'UTC', history.now)
    const look = { words, theme: 'dark', colors: 'standard', length: 'full', charts: 5 } as const
    const { sections, said } = composeEdition(edition, look)
    for (const topic of TOPICS) {
      const { message } = await askAll(`${topic} week:${week.edition}`, { chatLanguage: locale })
      const section = sections.find(({ name }) => name === topic)
      const [first] = message.blocks
      const text = first?.kind === 'paragraph' ? first.text : ''
      for (const statement of section?.statements.filter((one) => said.has(one)) ?? []) {
        // The recap takes the wording that it did not use last week; a command always the first.
        const name = `${statement.key}.text` as WordKey
        const wordings = [words.say(name, statement.values), words.sayOtherwise(name, statement.values)]
        const isSaid = (one: string) => text.toLowerCase().includes(one.trim().toLowerCase())
        // Records that last week's edition told already are one sentence of the recap; a command tells each at length.
        const quoted = statement.key.startsWith('assets.further')
          ? (wordings[0]?.match(/\d+,\d{3}(?:\.\d+)?/gu) ?? [])
          : []
        const inText = quoted.length > 1 ? quoted.every(isSaid) : wordings.some(isSaid)
        expect(inText, `${topic}: ${wordings.join(' | ')}\n${text}`).toBe(true)
      }
    }
  })
})

describe('the recap of a week that was frozen', () => {
  /** A history in which every close turned out a percent higher, and all it says of a week with it. */
  const revised: History = {
    ...history,
    dailyCandles(asset) {
      const candles = history.dailyCandles(asset)
      return candles && { ...candles, close: candles.close.map((close, day) => close * (1 + day / 1e4)) }
    },
  }
  const week = weekBefore(last, 3)
  /** But for its buttons, which each answer has its own of. */
  const said = ({ actions: _, ...message }: Message) => textOf(message)

  it('is reported from what was frozen, in every language and length, whatever the record says now', async () => {
    const store = await openStore(await temporaryFolder())
    const editions = createEditions(store.editions)
    const frozen = await editions.ready(history, week, { least: 0, deadline: 0, now: 1 })
    if (frozen.kind !== 'frozen') throw new Error('it was not frozen')
    const { ask: askNow } = createTestBot({ commands, history: () => revised, editions })
    const { ask: askWithout } = createTestBot({ commands, history: () => revised })
    for (const locale of LOCALES) {
      for (const length of someOf(['full', 'compact', 'text'], 3)) {
        const line = `brief ${week.edition} length:${length}`
        const then = (await ask(line, { chatLanguage: locale })).message
        const answer = (await askNow(line, { chatLanguage: locale })).message
        expect(said(answer)).toBe(said(then))
        if (length !== 'compact') {
          expect(answer.footer.join()).toContain(`${week.edition} r1 · ${frozen.edition.id}`)
        }
        const unfrozen = (await askWithout(line, { chatLanguage: locale })).message
        expect(said(unfrozen)).not.toBe(said(answer))
      }
    }
    const [recap] = (await askNow(`brief ${week.edition} file:json`)).message.files ?? []
    expect(recap?.text).toContain(frozen.edition.id)
    await store.close()
  })
})

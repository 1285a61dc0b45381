/** Every button of the cards of alerts, watchlists, subscriptions, flashes and the desk, pressed on the page: each answers, none with an error. */
import { describe, expect, it } from 'vitest'
import { firstSentence } from '#src/bot/answer/refusal.ts'
import { SENTENCES, type SentenceTree } from '#src/i18n/sentences.ts'
import { createWords } from '#src/i18n/words.ts'
import { MOST, walkCards } from '../support/cardwalk.ts'
import { askOn } from '../support/chromium.ts'
import { describeInBrowser } from '../support/servedbrowser.ts'

/** What is asked before a card, so that it has something to press; and the least presses that it takes then. */
const CARDS = [
  ['/alerts', ['/alert btc > 95000', '/alert eth -5% 1h'], 30],
  ['/watchlist', ['/watchlist add btc eth sol solanna'], 2],
  ['/subscribe', ['/subscribe funding eth'], 4],
  ['/flash', [], 15],
  ['/note', [], 8],
  ['/desk', ['/schedule weekly mon 09:30 Asia/Tokyo ja'], 12],
] as const

/** What `/flash` and `/desk` lead to. */
const OF_SCHEDULES = /^(?:定期投稿(?!\d+の承認)|Scheduled|New schedule|Schedule \d+(?!: approval))/u

describeInBrowser('every button of a card', ({ visit, warnings }) => {
  describe.each(['ja', 'en'] as const)('in %s', (language) => {
    const words = createWords(language, 'UTC', 0)
    const values = {
      ...{ line: language === 'ja' ? 'eth 9000超え' : 'eth > 9000', until: '6h', coin: 'eth' },
      ...{ ja: '今週の注目はFOMCです。', en: 'Watch the FOMC.' },
    }
    const errors = titlesOf(SENTENCES[language].errors)
    // The desk asks for a place first, whichever button is pressed first.
    const [asksFirst] = firstSentence(words.say('errors:desk.noReview'))

    it.each(CARDS)('%s answers to each', async (line, before, least) => {
      const { page, troubles, close } = await visit({ language, zone: 'Asia/Tokyo' })
      for (const one of before) await askOn(page, one)
      const presses = await walkCards(page, line, { values, besides: OF_SCHEDULES })
      const wrong = presses.flatMap(({ under, label, outcome, wasActive, title, text }) => {
        const isError = title !== asksFirst && errors.some((one) => one.test(title))
        const isDead = outcome === 'same' && !wasActive
        const isEmpty = outcome !== 'gone' && title.trim() === ''
        const isRaw = /\b(?:undefined|NaN|null)\b|\[object|\{\{|preview:/u.test(text)
        const why = { isError, isDead, isEmpty, isRaw }
        return Object.values(why).includes(true) ? [{ under, label, title, ...why }] : []
      })
      expect(wrong).toEqual([])
      expect(presses.length).toBeGreaterThanOrEqual(least)
      expect(presses.length).toBeLessThan(MOST)
      expect(troubles).toEqual([])
      expect(warnings()).toEqual([])
      await close()
    })
  })
})

/** What the titles of errors look like: the first sentence of each, whatever its values. */
function titlesOf(tree: SentenceTree | string | undefined): readonly RegExp[] {
  if (tree === undefined) return []
  if (typeof tree !== 'string') return Object.values(tree).flatMap((one) => titlesOf(one))
  const [first] = firstSentence(tree.replaceAll('`', ''))
  const pattern = first
    .split(/\{\{.*?\}\}/u)
    .map((part) => RegExp.escape(part))
    .join('.+')
  // Of hardly more than a value anything may be said.
  return first.replace(/\{\{.*?\}\}/gu, '').length < 6 ? [] : [new RegExp(`^${pattern}$`, 'u')]
}

/** Times that sentences tell are known, so that platforms can tell them in each reader's own zone. */
import { describe, expect, it } from 'vitest'
import { withInstants } from '#src/chat/message.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import { createWords } from '#src/i18n/words.ts'

const AT = Date.parse('2025-11-24T00:30:00Z')

describe('instants that were reported', () => {
  it.each([
    ['en', 'As of 09:30 JST on 24 Nov', '09:30 JST on 24 Nov'],
    ['ja', 'データ：日本時間11月24日9時30分', '日本時間11月24日9時30分'],
  ] as const)('are kept as they stand in the sentence in %s', (locale, sentence, text) => {
    const { words, instants } = recordInstants(createWords(locale, 'Asia/Tokyo', AT))
    expect(instants()).toEqual([])
    for (const said of [
      words.say('chat:answer.asOf', { time: AT }),
      words.find('chat:answer.asOf', { time: AT }),
    ])
      expect(said).toContain(text)
    expect(words.say('chat:answer.asOf', { time: AT })).toContain(sentence.slice(-text.length))
    expect(instants()).toEqual([{ text, at: AT, style: 'short' }])
  })

  it('are no days, and no amounts that could be one', () => {
    const { words, instants } = recordInstants(createWords('en', 'UTC', AT))
    words.say('headings.edition', { date: AT })
    words.say('chat:answer.venues', { used: 1, expected: AT })
    expect(instants()).toEqual([])
  })

  it('come to a message once each, beside those that it has', () => {
    const [first, second] = ['a', 'b'].map((text) => ({ text, at: AT, style: 'short' as const }))
    const bare = { title: 'a b', blocks: [], images: [], footer: [] }
    expect(withInstants(bare)).toBe(bare)
    const one = withInstants(bare, first && [first])
    expect(withInstants(one, first && second && [first, second]).instants).toEqual([first, second])
  })
})

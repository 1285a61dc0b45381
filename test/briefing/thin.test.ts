/** An edition of which most figures are missing says in one sentence why, and lists none of them. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { composed, editionOf, readHistory, sampleFolder } from '../support/editions.ts'
import { bareMarket } from '../support/market/bare.ts'
import { smallMarket } from '../support/market/small.ts'

let market: History
beforeAll(async () => {
  market = smallMarket(await readHistory(sampleFolder), 4)
})

describe('an edition of which most figures are missing', () => {
  it.each([
    [
      'en',
      /^Only \d+ of this week’s \d+ figures are available, mostly for want of [a-z].*\(not supplied\)\.$/,
      /No data:/,
    ],
    ['ja', /^今週は.*件の数値のうち\d+件しか算出できませんでした（提供なし）。$/, /データなし/],
  ] as const)('says why first, and lists none (%s)', (locale, sentence, list) => {
    const { blocks, footer } = composed(editionOf(bareMarket(market), '2025-11-24'), locale).message
    const [first] = blocks
    expect(first?.kind === 'paragraph' && first.text).toMatch(sentence)
    expect(footer.join('\n')).not.toMatch(list)
  })

  it('is none where most figures are there', () => {
    const { blocks } = composed(editionOf(market, '2025-11-24'), 'en').message
    expect(JSON.stringify(blocks)).not.toContain('figures are available')
  })
})

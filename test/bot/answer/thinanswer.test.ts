/** A command's answer of which most figures are missing says in one sentence why, and is no list of fields without data. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import type { History } from '#src/market/history.ts'
import { createTestBot, realCommands, sampleHistory, type TestBot } from '../../support/bot.ts'
import { bareMarket } from '../../support/market/bare.ts'
import { smallMarket } from '../../support/market/small.ts'

const COMMANDS = [
  'movers',
  'assets',
  'correlation',
  'marketcap',
  'openinterest',
  'sectors',
  'volume',
] as const
const SAID = {
  en: [/Most of these figures are missing for want of data: .+ \(not supplied\)\./, /no data/i],
  ja: [/のデータ不足により、数値の大半を算出できませんでした（提供なし）。/, /データなし/],
} as const
const LANGUAGES = ['en', 'ja'] as const

let whole: TestBot
let bare: TestBot
let market: History
beforeAll(async () => {
  market = smallMarket(await sampleHistory(), 4)
  const commands = await realCommands()
  whole = createTestBot({ commands, history: () => market })
  bare = createTestBot({ commands, history: () => bareMarket(market) })
})

const paragraphs = ({ blocks }: Message) =>
  blocks.flatMap((block) => {
    if (block.kind === 'facts') return block.items.map(({ text }) => text)
    return block.kind === 'paragraph' ? [block.text] : []
  })

describe.each(COMMANDS)('/%s of which most figures are missing', (command) => {
  it.each(LANGUAGES)('says why in one sentence, and lists none of them (%s)', async (memberLanguage) => {
    const [sentence, list] = SAID[memberLanguage]
    const whole = (await bare.askAll(command, { memberLanguage })).message
    expect(paragraphs(whole).filter((text) => sentence.test(text))).toHaveLength(1)
    expect(JSON.stringify(whole.blocks)).not.toMatch(list)
    // In short its first line says so, where nothing at all is on record.
    const short = (await bare.ask(command, { memberLanguage })).message
    const isTitled = /^No .+ on record$|の記録がありません$/u.test(short.title)
    expect(paragraphs(short).filter((text) => sentence.test(text))).toHaveLength(isTitled ? 0 : 1)
    expect(JSON.stringify(short.blocks)).not.toMatch(list)
  })

  it.each(LANGUAGES)('says none of that where they are there (%s)', async (memberLanguage) => {
    for (const asked of [whole.ask, whole.askAll]) {
      const { message } = await asked(command, { memberLanguage })
      expect(JSON.stringify(message.blocks)).not.toMatch(SAID[memberLanguage][0])
      expect(JSON.stringify(message.blocks)).not.toContain('"missing"')
    }
  })
})

describe('an answer of which single figures are missing', () => {
  it.each([
    ['en', '180 days: no data (record too short)'],
    ['ja', '180日間：データなし（記録が短い）'],
  ] as const)('says once that open interest is on record for less than the window (%s)', async (memberLanguage, line) => {
    const bot = createTestBot({ commands: await realCommands(), history: () => lately(market) })
    const { message } = await bot.ask('openinterest btc', { memberLanguage })
    expect(paragraphs(message).filter((text) => text.startsWith('180'))).toEqual([line])
  })

  it('names each in its place', async () => {
    const { message } = await whole.askAll('price', { memberLanguage: 'en' })
    const fields = message.blocks.flatMap((block) => (block.kind === 'fields' ? block.items : []))
    expect(fields.filter(({ value }) => value.startsWith('no data'))).not.toEqual([])
    expect(paragraphs(message).join(' ')).not.toMatch(SAID.en[0])
  })
})

/** Open interest of the last hundred days alone. */
function lately(history: History): History {
  return {
    ...history,
    openInterest(asset, venue) {
      const series = history.openInterest(asset, venue)
      return series && { ...series, times: series.times.slice(-100), values: series.values.slice(-100) }
    },
  }
}

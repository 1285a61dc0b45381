/** Coins whose tickers the charts' own font cannot draw: in another face, or told by their ids, never as crossed boxes. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fontPaths } from '#src/charts/fonts.ts'
import { coverageOf } from '#src/charts/glyphs.ts'

import { createTestBot, realCommands, textOf } from '../support/bot.ts'
import { buildHistory, generate } from '../support/history.ts'
import { textsIn } from '../support/truth/drawn.ts'

const closes = (first: number) => ['2025-08-01', ...generate(115, (day) => first + (day % 7))] as const
const history = buildHistory({
  now: '2025-11-24',
  assets: [
    { id: 'bitcoin', symbol: 'BTC' },
    { id: 'bi-an-ren-sheng', symbol: '币安人生' },
    { id: 'frog', symbol: '🐸' },
    { id: 'hakimi', symbol: '哈基米' },
    { id: 'bit-sign', symbol: '₿' },
  ],
  daily: {
    ...{ bitcoin: [...closes(100)], 'bi-an-ren-sheng': [...closes(10)] },
    ...{ frog: [...closes(20)], hakimi: [...closes(30)], 'bit-sign': [...closes(40)] },
  },
})

async function picture(line: string) {
  const { ask } = createTestBot({ commands: await realCommands(), history: () => history })
  const { message } = await ask(line, { chatLanguage: 'en', memberLanguage: 'en' })
  return {
    text: textOf(message),
    image: message.images[0],
    drawn: textsIn(message.images[0]?.spec).join('\n'),
  }
}

describe('the font of the charts', () => {
  it('is the same in both weights, as one of them is looked into', () => {
    const [regular, bold] = fontPaths().map((path) => coverageOf(readFileSync(path)))
    const different = Array.from({ length: 0x3000 }, (_, index) => index + 0x4e00).filter(
      (code) => regular?.(code) !== bold?.(code),
    )
    expect(different).toEqual([])
  })
})

describe('a coin whose ticker the font has not', () => {
  it.each([
    'price 币安人生',
    'compare 币安人生 🐸',
    'chart 币安人生',
    'price 币安人生 btc',
  ])('is drawn in another face, set apart, and told by its ticker: /%s', async (line) => {
    const { text, image, drawn } = await picture(line)
    expect(drawn).toContain('\u2068币安人生\u2069')
    expect(drawn).not.toMatch(/bi-an-ren-sheng|[^\u2068]币|人生[^\u2069]/u)
    expect(text).toContain('币安人生')
    expect(image?.alt).toContain('币安人生')
    expect(image?.alt).not.toContain('\u2068')
  })

  it.each(['price ₿', 'compare ₿ btc'])('is drawn by its id where no face has it: /%s', async (line) => {
    const { text, image, drawn } = await picture(line)
    expect(drawn).toContain('bit-sign')
    expect(drawn).not.toContain('₿')
    expect(text).toContain('₿')
    expect(image?.alt).toContain('₿')
  })

  it('is drawn as it is where the font has it', async () => {
    const { drawn } = await picture('price 哈基米')
    expect(drawn).toContain('哈基米')
    expect(drawn).not.toContain('\u2068')
  })
})

/** Lengths, and BTC's price where a reader looks first. */
import type { EditionTexts, Language, Length } from '../product/briefing.ts'
import { textOf } from './sections.ts'

/** Characters of a headline. */
const HEADLINE: Readonly<Record<Language, number>> = { ja: 30, en: 80 }
/** Characters of the lines below the sheet: a caption on Telegram has room for sections behind them. */
const COMPACT: Readonly<Record<Language, number>> = { ja: 240, en: 400 }
/** A sentence that gives a price of BTC. */
export const PRICE: Readonly<Record<Language, RegExp>> = {
  ja: /BTC[^。]{0,30}?\d[\d,]*万?[\d,]*ドル/u,
  en: /BTC.{0,40}?\$\d[\d,]+|^At \$\d[\d,]+ BTC/u,
}
const CHANGE: Readonly<Record<Language, RegExp>> = {
  ja: /\d%|横ばい|変わらず/u,
  en: /\d%|unchanged|little changed/u,
}

const LANGUAGES: readonly Language[] = ['ja', 'en']
const LENGTHS: readonly Length[] = ['full', 'text', 'compact']

/** The first sentence of every language and length gives BTC's price and its change. */
export function priceFaults({ monday, texts }: EditionTexts): string[] {
  return LANGUAGES.flatMap((language) =>
    LENGTHS.flatMap((length) => {
      const first =
        textOf(texts[language][length], language).sections.flatMap((one) => one.sentences)[0] ?? ''
      const hasFigures = PRICE[language].test(first) && CHANGE[language].test(first)
      return hasFigures
        ? []
        : [`${monday} ${language} ${length}: no price and change of BTC in the first sentence: ${first}`]
    }),
  )
}

/** Characters of a push text: one line of a telephone's lock screen and its second. */
const PUSH: Readonly<Record<Language, number>> = { ja: 80, en: 160 }

/** Too long a headline, compact or push text; a push text without BTC's price and change, or of several lines. */
export function lengthFaults({ monday, briefing, texts }: EditionTexts): string[] {
  const { headline, push } = briefing.thread
  return LANGUAGES.flatMap((language) => {
    const compact = (textOf(texts[language].compact, language).sections[0]?.sentences ?? []).join('\n')
    const line = push[language]
    const long = (name: string, text: string, limit: number) =>
      lengthOf(text) > limit
        ? [`${monday} ${language}: ${name} of ${lengthOf(text)} characters: ${text}`]
        : []
    const hasFigures = PRICE[language].test(line) && CHANGE[language].test(line) && !line.includes('\n')
    return [
      ...long('headline', headline.text[language], HEADLINE[language]),
      ...long('compact', compact, COMPACT[language]),
      ...long('push', line, PUSH[language]),
      ...(hasFigures
        ? []
        : [`${monday} ${language}: the push text gives no price and change in one line: ${line}`]),
    ]
  })
}

/** Characters as a reader counts them. */
export function lengthOf(text: string): number {
  return [...new Intl.Segmenter('ja').segment(text)].length
}

/** Lengths, and BTC's price where a reader looks first. */
import type { EditionTexts, Language, Length } from '../product/briefing.ts'
import { textOf } from './sections.ts'

/** Characters of a headline. */
const HEADLINE: Readonly<Record<Language, number>> = { ja: 30, en: 80 }
/** Characters of the text above the sheet, without its headline. */
const COMPACT: Readonly<Record<Language, number>> = { ja: 110, en: 230 }
const PRICE: Readonly<Record<Language, RegExp>> = {
  ja: /BTC[^。]{0,12}?\d[\d,]*万?[\d,]*ドル/u,
  en: /BTC.{0,20}?\$\d[\d,]+/u,
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
      const told = PRICE[language].test(first) && CHANGE[language].test(first)
      return told
        ? []
        : [`${monday} ${language} ${length}: no price and change of BTC in the first sentence: ${first}`]
    }),
  )
}

/** Too long a headline or compact text. */
export function lengthFaults({ monday, briefing, texts }: EditionTexts): string[] {
  const { headline } = (briefing.thread ?? {}) as {
    headline?: { text?: Record<Language, string> } & Record<Language, string>
  }
  return LANGUAGES.flatMap((language) => {
    const title = headline?.text?.[language] ?? headline?.[language] ?? ''
    const compact = textOf(texts[language].compact, language)
      .sections.flatMap((one) => one.sentences)
      .join(language === 'ja' ? '' : ' ')
    return [
      ...(lengthOf(title) > HEADLINE[language]
        ? [`${monday} ${language}: headline of ${lengthOf(title)} characters: ${title}`]
        : []),
      ...(lengthOf(compact) > COMPACT[language]
        ? [`${monday} ${language}: compact of ${lengthOf(compact)} characters: ${compact}`]
        : []),
    ]
  })
}

/** Characters as a reader counts them. */
export function lengthOf(text: string): number {
  return [...new Intl.Segmenter('ja').segment(text)].length
}

/** Words that no record carries: causes, tendencies, forecasts; and hedges that one language alone has. */
import { type Patterns, type Rule, scan } from './read.ts'

/** Tendencies told without a count of cases. */
export const TENDENCIES: Patterns = {
  ja: /出にくい|出やすい|傾向|とされる|後を追う/u,
  en: /\btends? to\b|\b(?:has|have) (?:usually |often |historically )?meant\b|\bhistorically\b/iu,
}

/** A cause, as a sentence of an edition would give it. Links of time and contrast are none. */
export const CAUSES: Patterns = {
  ja: /ため、|ために|を受けて|を受け、|により[、下上減増]|が原因|の影響で|を背景に|を嫌気|を好感|につられ|に押され/u,
  en: /\bbecause\b|\bdue to\b|\bthanks to\b|\bdriven by\b|\bdrove\b|\bin response to\b|\bas risk\b|\bafter turning\b|\bamid\b|\bon the back of\b|\bprompt(?:ed|ing)\b|\btrigger(?:ed|ing)\b|, as [a-z]/iu,
}

/** Forecast and advice. */
export const FORECASTS: Patterns = {
  ja: /でしょう|見込まれます|と予想され|買い時|売り時|おすすめ/u,
  en: /\bwill (?:rise|fall|likely)\b|\bis likely to\b|\bshould (?:buy|sell)\b|\btarget price\b/iu,
}

/** Hedges in pairs: a sentence that has one must have it in both languages. */
export const HEDGES: readonly Patterns[] = [
  { ja: /[ただい](?:形|格好)です/u, en: /\blooks? like\b/iu },
  {
    ja: /とみます|判断します|見方：/u,
    en: /\bour view\b|\bwe (?:think|judge)\b|\bsays that\b|\bwould say\b/iu,
  },
  { ja: /とまではいえません/u, en: /\bcannot be said\b/iu },
  { ja: /の可能性/u, en: /\bmay\b(?! \d)/u },
]

/** Of venues, indices and places; tickers and names in mixed case are told by their second capital or digit. */
const NAMES =
  /^(?:Binance|Bybit|Hyperliquid|Nasdaq|Nikkei|Europe|Korea|China|Japan|Japanese|India|Germany|Polymarket|Kalshi)(?:’s)?$/u

function isName(word: string): boolean {
  return NAMES.test(word) || /^[A-Z0-9&]{2,}(?:’s)?$|^[A-Z]&|^[A-Z][a-z]*[A-Z]|^[A-Z]\d/u.test(word)
}

export const WORD_RULES: readonly Rule[] = [
  {
    id: 'S14',
    check: (read) =>
      scan(read, 'S14', TENDENCIES, ({ place }) =>
        /参考|reference/iu.test(place) ? undefined : 'a tendency without its count',
      ),
  },
  {
    id: 'causes',
    check: (read) =>
      scan(read, 'causes', CAUSES, ({ text }) =>
        /価格の下落によるもの|価格の変動によるもの/u.test(text) ? undefined : 'a cause',
      ),
  },
  {
    // A clause behind a semicolon goes on in the same sentence: only a name keeps its capital.
    id: 'capitals',
    check: (read) =>
      scan(read, 'capitals', { ja: /(?!)/u, en: /; [A-Z]/u }, ({ text }) => {
        const lowered = [...text.matchAll(/; ([A-Z][\w’'&-]*)/gu)]
          .map(([, word = '']) => word)
          .filter((word) => !isName(word))
        return lowered.length > 0 ? `a capital behind a semicolon: ${lowered.join(', ')}` : undefined
      }),
  },
  { id: 'forecasts', check: (read) => scan(read, 'forecasts', FORECASTS, () => 'a forecast') },
]

/** Hedges that one of the two tellings of a statement has and the other has not. */
export function hedgesApart(ja: string, en: string): string[] {
  return HEDGES.flatMap((pair) =>
    pair.ja.test(ja) !== pair.en.test(en) ? [`hedge in one language alone: ${ja} | ${en}`] : [],
  )
}

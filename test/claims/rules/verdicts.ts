/** One verdict a quantity and edition, and nothing claimed that a later edition takes back. */
import type { Language } from '../product/briefing.ts'
import { DAY } from '../record/time.ts'
import type { Line, Read, Rule } from './read.ts'

interface Verdicts {
  readonly quantity: string
  /** Words of which an edition may hold one alone. */
  readonly words: readonly Readonly<Record<Language, RegExp>>[]
}

const EXCLUSIVE: readonly Verdicts[] = [
  {
    quantity: 'leverage',
    words: [
      {
        ja: /(?:解消|整理)(?:が|は)進(?:み|んだ|みました|んだと判断)(?!.*(?:判断しません|当たりません))/u,
        en: /leverage has been cut|has been unwound|longs were unwound/iu,
      },
      {
        ja: /枚数(?:で|ベースで)[^。]*増え|積み上がりました|新規の(?:ロング|ショート)が入/u,
        en: /rose [\d.–]+%? in coins|in coins, .*\brose\b|positions were added|: new (?:longs|shorts)/iu,
      },
      {
        ja: /枚数(?:で|は)?(?:ほぼ)?横ばい|需給に変化はありません/u,
        en: /unchanged in coins|no change in positioning/iu,
      },
    ],
  },
  {
    quantity: 'funding',
    words: [
      {
        ja: /^資金調達率：マイナス|資金調達率(?:は|が)マイナスで/u,
        en: /^Funding: negative|funding is negative/iu,
      },
      {
        ja: /資金調達率(?:は|が)?プラスのまま|21回すべてプラス|BTCの8時間換算は(?!−|0\.0000)[\d.]+%/u,
        en: /stayed positive|settlements were positive|BTC's 8-hour-equivalent rate stands at (?!−|0\.0000)[\d.]+%/iu,
      },
    ],
  },
  {
    quantity: 'volatility',
    words: [
      {
        ja: /ボラティリティ：低め|ボラティリティ[^。]*低い水準/u,
        en: /Volatility: subdued|volatility is low/iu,
      },
      {
        ja: /ボラティリティ：高め|ボラティリティ[^。]*高い水準/u,
        en: /Volatility: elevated|volatility is high/iu,
      },
    ],
  },
  {
    quantity: 'gauge of leverage',
    words: [
      { ja: /レバレッジ：(?:平均的|高い)/u, en: /Leverage: (?:normal|high)/iu },
      { ja: /レバレッジの解消が進(?:み|んだ)/u, en: /Leverage has been cut/u },
    ],
  },
]

export const VERDICT_RULES: readonly Rule[] = [
  {
    id: 'S15',
    check: ({ week, lines }) =>
      EXCLUSIVE.flatMap(({ quantity, words }) =>
        (['ja', 'en'] as const).flatMap((language) => {
          const held = words.flatMap(
            (one) => lines[language].find((line) => isClaim(line) && one[language].test(line.text)) ?? [],
          )
          const [first, second] = held
          return first && second
            ? [`${week.edition} S15 ${language}: two verdicts of ${quantity}: ${first.text} | ${second.text}`]
            : []
        }),
      ),
  },
]

/** What last week's edition is quoted with is no claim of this one; nor is a condition. */
function isClaim({ place, text }: Line): boolean {
  return !/先週号|Last week|chart/iu.test(place) && !/場合|なければ|would|if /iu.test(text)
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** However it is worded: "turned negative (on every venue), for the first time since", "a first since". */
const FIRST_NEGATIVE = /\bnegative\b.*\bfirst (?:time )?since\b/iu
const NEGATIVE = /\bnegative\b/iu
const FUNDING = /\bfunding\b/iu
const EVERY_VENUE = /\bevery venue\b|\ball venues\b/iu
const VENUE = /Binance|Bybit|OKX|Hyperliquid/gu

/** "First negative since D" against what the editions after D said of the same subject. */
export function contradictions(editions: readonly Read[]): string[] {
  return editions.flatMap((edition, at) =>
    edition.lines.en.flatMap((line) => {
      if (!isClaim(line) || !FUNDING.test(line.text) || !FIRST_NEGATIVE.test(line.text)) return []
      const since = sinceOf(line.text, edition.week.end)
      if (since === undefined) return []
      return editions
        .slice(0, at)
        .filter(({ week }) => week.start >= since)
        .flatMap((earlier) =>
          earlier.lines.en
            .filter((one) => refutes(one, line))
            .map(
              (one) => `${edition.week.edition}: "${line.text}", but ${earlier.week.edition}: "${one.text}"`,
            ),
        )
    }),
  )
}

/** A sentence that calls the same asset's funding negative: on a venue of the claim's, or on no venue in particular. */
function refutes(one: Line, claim: Line): boolean {
  if (!isClaim(one) || !FUNDING.test(one.text) || !NEGATIVE.test(one.text)) return false
  if (/ETH/u.test(one.text) !== /ETH/u.test(claim.text)) return false
  const venues: readonly string[] = one.text.match(VENUE) ?? []
  if (venues.length === 0 || EVERY_VENUE.test(one.text)) return true
  const claimed: readonly string[] = claim.text.match(VENUE) ?? []
  return claimed.some((venue) => venues.includes(venue))
}

/** The instant behind "since 26 October", "since late October", before an edition's end. */
export function sinceOf(text: string, before: number): number | undefined {
  const match = /since (?:(early|mid-|late) ?)?(?:(\d{1,2}) )?([A-Z][a-z]+)(?: (\d{4}))?/u.exec(text)
  const month = MONTHS.findIndex((name) => match?.[3] !== undefined && name.startsWith(match[3].slice(0, 3)))
  if (match === null || month < 0) return undefined
  const day = Number(match[2] ?? { early: 10, 'mid-': 20, late: 31 }[match[1] ?? 'late'] ?? 31)
  const year = Number(match[4] ?? new Date(before).getUTCFullYear())
  const instant = Date.UTC(year, month, day)
  return instant > before + DAY ? Date.UTC(year - 1, month, day) : instant
}

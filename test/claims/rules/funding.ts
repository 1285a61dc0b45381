/** Funding: venues are named, words need their majorities, means are of one set of venues. */
import { countedPrints, type FundingWeek, fundingWeek, runsOf, venuesOf } from '../recompute/funding.ts'
import { WEEK } from '../record/time.ts'
import { type Line, type Read, type Rule, scan } from './read.ts'

const VENUES: Readonly<Record<string, RegExp>> = {
  binance: /Binance/u,
  bybit: /Bybit/u,
  okx: /OKX/u,
  hyperliquid: /Hyperliquid/u,
}
const NAMED =
  /Binance|Bybit|OKX|Hyperliquid|全取引所|どの取引所|どちらも|すべての取引所|every venue|all venues|both/u
const VENUE = /Binance|Bybit|OKX|Hyperliquid/u
/** Places that are read by themselves: title, summary, timeline, short form, push, charts. */
const ALONE = /^(?:title|push|compact|chart .*|総括|時系列.*|Summary|Timeline.*)$/u
const MAJORITY = 2 / 3
/** 0.008 to 0.012 % per 8 hours is the default rate; high begins at 0.02 %. Fractions. */
const NEUTRAL = [0.00008, 0.00012] as const
const HIGH = 0.0002

interface VenueWeek extends FundingWeek {
  readonly venue: string
  readonly before: FundingWeek
  /** Of one sign, three or more, anywhere in the week. */
  readonly negativeRun: boolean
}

/** Every venue's week of an asset, the week before beside it. */
export function venueWeeks({ record, week }: Read, asset: string): VenueWeek[] {
  return venuesOf(record, asset).flatMap((venue) => {
    const now = fundingWeek(record, asset, venue, week.end)
    if (now.prints.length === 0) return []
    const runs = runsOf(countedPrints(record.funding.get(`${asset} ${venue}`) ?? []), week.end)
    return [
      {
        ...now,
        venue,
        before: fundingWeek(record, asset, venue, week.end - WEEK),
        negativeRun: runs.some((run) => run.sign < 0 && run.prints >= 3 && run.to > week.start),
      },
    ]
  })
}

/** The venues that a sentence speaks of: those it names, else all. */
function meant({ text }: Line, weeks: readonly VenueWeek[]): readonly VenueWeek[] {
  const named = weeks.filter((one) => VENUES[one.venue]?.test(text))
  return named.length > 0 ? named : weeks
}

function assetOf({ text }: Line): string {
  // A push text has BTC's price beside the rate of another asset.
  const [, asset] = /\b(BTC|ETH) ?(?:の)?(?:資金調達率|funding)/u.exec(text) ?? []
  if (asset !== undefined) return asset === 'ETH' ? 'ethereum' : 'bitcoin'
  return /ETH/u.test(text) && !/BTC/u.test(text) ? 'ethereum' : 'bitcoin'
}

const mostly = (week: FundingWeek, sign: 'negative' | 'positive') =>
  week.prints.length > 0 && week[sign] >= MAJORITY * week.prints.length

export const FUNDING_RULES: readonly Rule[] = [
  {
    id: 'S1',
    check: (read) =>
      scan(
        read,
        'S1',
        {
          ja: /(?=.*(?:資金調達率|ファンディング))(?=.*(?:以来|初めて|最長|転じ|転換|マイナス|プラス))/u,
          en: /(?=.*\bfunding\b)(?=.*\b(?:since|first time|longest|turned|negative|positive)\b)/iu,
        },
        (line) => {
          if (NAMED.test(line.text)) return undefined
          const signs = venueWeeks(read, assetOf(line)).map((one) => Math.sign(one.mean ?? 0))
          return new Set(signs).size > 1 ? 'names no venue, and the venues’ means differ in sign' : undefined
        },
      ),
  },
  {
    // What is read without the section below it names its venue, or says that it holds on every venue and does.
    id: 'S1 venue',
    check: (read) =>
      scan(read, 'S1', { ja: /資金調達率|ファンディング/u, en: /\bfunding\b/iu }, (line) => {
        if (!ALONE.test(line.place) || VENUE.test(line.text)) return undefined
        if (!NAMED.test(line.text)) return 'a claim on funding without its venue'
        const weeks = venueWeeks(read, assetOf(line))
        const negative = /マイナス|negative/iu.test(line.text)
        return weeks.every(({ mean = 0 }) => mean < 0 === negative)
          ? undefined
          : 'said of every venue, and one has the other sign'
      }),
  },
  {
    id: 'S3 turned',
    check: (read) =>
      scan(
        read,
        'S3',
        {
          ja: /(?=.*(?:資金調達率|8時間換算|8時間あたり))(?=.*(?:転じ|転換))/u,
          en: /(?=.*(?:\bfunding\b|rate))(?=.*\bturn(?:ed|ing)?\b)/iu,
        },
        (line) => {
          const sign = /マイナス(?:に|へ)?転|turn\w* negative|settlements were negative/iu.test(line.text)
            ? 'negative'
            : 'positive'
          const other = sign === 'negative' ? 'positive' : 'negative'
          const turned = meant(line, venueWeeks(read, assetOf(line))).some(
            (one) =>
              (mostly(one, sign) || (sign === 'negative' && one.negativeRun)) && mostly(one.before, other),
          )
          return turned ? undefined : `no venue has two thirds ${sign} after two thirds ${other}`
        },
      ),
  },
  {
    id: 'S3 negative',
    check: (read) =>
      scan(
        read,
        'S3',
        {
          ja: /資金調達率(?:は|：|が|も)[^。]{0,12}?(?:マイナス|負)|BTCの資金調達率は(?:低く|低い)/u,
          en: /\bfunding(?: is|:|,).{0,20}?\bnegative\b|with funding negative|BTC funding is in the bottom/iu,
        },
        (line) => {
          if (!line.leading || /最後の1回|1回だけ|one settlement|latest settlement/iu.test(line.text))
            return undefined
          const weeks = meant(line, venueWeeks(read, assetOf(line)))
          return weeks.some((one) => mostly(one, 'negative') || one.negativeRun)
            ? undefined
            : 'no venue has two thirds of the week below zero, nor three in a row'
        },
      ),
  },
  {
    id: 'S4',
    check: (read) =>
      scan(
        read,
        'S4',
        {
          ja: /資金調達率[^。　]*(?:高い|高め|高水準|過熱|偏りが大き)|ロング(?:の|へ)?(?:過熱|集中|偏り)が?(?:大き|強)/u,
          en: /\bfunding\b.*\b(?:high|elevated|stretched)\b|\bcrowded\b/iu,
        },
        (line) => {
          const weeks = meant(line, venueWeeks(read, assetOf(line)))
          const most = Math.max(...weeks.map((one) => one.mean ?? 0))
          if (most >= HIGH || /highest|最も高/u.test(line.text)) return undefined
          return most >= NEUTRAL[0] && most <= NEUTRAL[1]
            ? 'the default rate called high'
            : `called high at a mean of ${most}`
        },
      ),
  },
  {
    id: 'S4 turn',
    check: (read) =>
      scan(
        read,
        'S4',
        {
          ja: /(?:8時間換算|資金調達率)[^。]*0\.0100?%[^。]*プラスへ転じ/u,
          en: /0\.0100?%.*\)? after turning positive/iu,
        },
        () => 'the default rate told as a turn',
      ),
  },
  {
    id: 'S5',
    check: (read) =>
      scan(
        read,
        'S5',
        {
          ja: /(?:^|、|。)(?:資金調達率の)?週平均は[^。]*(?:上昇|低下|上回|下回)/u,
          en: /^(?:The week's mean was|It averaged).*(?:up|down) from/iu,
        },
        (line) => {
          if (NAMED.test(line.text)) return undefined
          const weeks = venuesOf(read.record, assetOf(line)).map((venue) => [
            fundingWeek(read.record, assetOf(line), venue, read.week.end).prints.length > 0,
            fundingWeek(read.record, assetOf(line), venue, read.week.end - WEEK).prints.length > 0,
          ])
          if (weeks.some(([now, before]) => now !== before)) return 'the two weeks have other venues'
          return weeks.length > 1 ? 'means over several venues compared without naming them' : undefined
        },
      ),
  },
  {
    id: 'S6',
    check: (read) => [
      ...scan(
        read,
        'S6',
        {
          ja: /(?=.*週平均)(?=.*(?:直近の確定値|8時間換算|日平均))/u,
          en: /(?=.*(?:week's mean|averaged))(?=.*(?:latest settlement|8-hour-equivalent|day's mean))/iu,
        },
        () => 'two measures in one sentence',
      ),
      ...mixed(read),
    ],
  },
]

/** One paragraph that gives the last settlement as the rate and the week's mean beside it, with opposite signs. */
function mixed({ lines, week }: Read): string[] {
  return (['ja', 'en'] as const).flatMap((language) => {
    const [last, mean] =
      language === 'ja'
        ? [/8時間換算は(−?)[\d.]/u, /^週平均は(−?)[\d.]/u]
        : [/8-hour-equivalent rate stands at (−?)[\d.]/u, /^The week's mean was (−?)[\d.]/u]
    const sign = (pattern: RegExp) =>
      lines[language].map((one) => pattern.exec(one.text)?.[1]).find((one) => one !== undefined)
    const [one, other] = [sign(last), sign(mean)]
    return one !== undefined && other !== undefined && one !== other
      ? [
          `${week.edition} S6 ${language}: the last settlement and the week's mean differ in sign in one paragraph`,
        ]
      : []
  })
}

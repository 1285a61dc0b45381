/** Correlation and sectors: weakening on the same members, few members by name. */
import { meanCorrelation } from '../recompute/correlation.ts'
import { sectorIndices } from '../recompute/indices.ts'
import { type TierName, tier } from '../recompute/ranks.ts'
import { DAY, WEEK } from '../record/time.ts'
import { type Read, type Rule, scan } from './read.ts'

const CHANGE = 0.1
/** A sector of fewer members is told by their names. */
const FEW = 5

const SECTORS: Readonly<Record<string, RegExp>> = {
  privacy: /プライバシー|\bprivacy\b/iu,
  exchange: /取引所トークン|\bexchange[- ]tokens?\b/iu,
  storage: /ストレージ|\bstorage\b/iu,
  oracle: /オラクル|\boracles?\b/iu,
  rwa: /現実資産|\bRWA\b/u,
  depin: /DePIN/u,
  payments: /決済|\bpayments\b/iu,
  infrastructure: /インフラ|\binfrastructure\b/iu,
  gaming: /ゲーム|\bgaming\b/iu,
  meme: /ミーム|\bmemes?\b/iu,
}

export const TIER_RULES: readonly Rule[] = [
  {
    id: 'S9',
    check: (read) =>
      scan(
        read,
        'S9',
        {
          ja: /相関[^。]*(?:から低下|から上昇|下がりました|上がりました|弱ま|強ま)|連動[^。]*(?:弱ま|強ま)/u,
          en: /correlation.*(?:\bfell\b|\brose\b|\bweaken)|\btop ten's is (?:up|down)\b|\bweakening\b/iu,
        },
        ({ text }) => {
          const names: TierName[] =
            /50〜100|50–100|下位/u.test(text) && !/上位10|top ten/iu.test(text) ? ['rank50to100'] : ['top10']
          const holds = names.some((name) =>
            moved(read, name, /低下|下がり|弱ま|fell|down|weaken/iu.test(text)),
          )
          return holds
            ? undefined
            : 'the same members did not move by 0.10 with and without each day of the window'
        },
      ),
  },
  {
    id: 'S13',
    check: (read) =>
      scan(
        read,
        'S13',
        {
          ja: /(?:上昇|上げたの|値上がり|下落)は[^。]*だけ|(?:上位は|指数は)[^。]*(?:プライバシー|取引所トークン|ストレージ|オラクル|DePIN)/u,
          en: /\bonly (?!ten|eight|seven|\d)[\w -]+ (?:rose|fell|gained)|\bat the top\b|\bindex (?:gained|rose)\b/iu,
        },
        (line, language) => sectorFault(read, line.text, language === 'ja'),
      ),
  },
]

/** Whether the members of four weeks ago moved by the least change, and without any day that leaves or enters too. */
function moved({ record, week }: Read, name: TierName, down: boolean): boolean {
  const before = week.end - 4 * WEEK
  const members = tier(record, name, before)
  const days = [undefined, ...Array.from({ length: 28 + 30 }, (_, at) => week.end - (at + 1) * DAY)]
  return days.every((day) => {
    const then = meanCorrelation(record, members, before, day)
    const now = meanCorrelation(record, members, week.end, day)
    if (then === undefined || now === undefined) return false
    const change = now - then
    const least = day === undefined ? CHANGE : 0
    return down ? change <= -least && change < 0 : change >= least && change > 0
  })
}

/** A sector told as rising alone, or at the top, whose members did not follow. */
function sectorFault(read: Read, text: string, japanese: boolean): string | undefined {
  const indices = sectorIndices(read.record, read.week)
  // Members may be told in a sentence of the same section.
  const lines = read.lines[japanese ? 'ja' : 'en']
  const place = lines.find((one) => one.text === text)?.place
  const section = lines
    .filter((one) => one.place === place)
    .map((one) => one.text)
    .join(' ')
  for (const [name, pattern] of Object.entries(SECTORS)) {
    const index = indices.get(name)
    if (index === undefined || index.change <= 0 || !pattern.test(text)) continue
    const rose = index.members.filter((one) => one.change > 0)
    const named = index.members.some(({ asset }) => {
      const coin = read.record.coins.get(asset)
      return coin !== undefined && (section.includes(coin.symbol) || section.includes(coin.name))
    })
    if (index.members.length < FEW && !named)
      return `${name} has ${index.members.length} members, none is named`
    const counted = japanese
      ? new RegExp(`${index.members.length}銘柄(?:中|のうち)`, 'u').test(section)
      : /\bof (?:its|the) \w+ members\b|\bof \w+ members\b|\bon \w+ of its\b/iu.test(section)
    if (2 * rose.length <= index.members.length && !named && !counted) {
      return `${rose.length} of ${name}'s ${index.members.length} members rose, which is not said`
    }
  }
  return undefined
}

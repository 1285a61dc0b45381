/** Why an alert rang: the values that were seen, their venues, the rule that they were made by, and what the record proves. */
import type { Alert, Firing } from '#src/chat/alert.ts'
import type { Message } from '#src/chat/message.ts'
import { withInstants } from '#src/chat/message.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { HOUR } from '#src/market/time.ts'
import { isThere, parseSeries, type WatchedEvidence, type WatchedSeries } from '#src/market/watched.ts'
import { describeCondition } from './alertcondition.ts'
import { describeValue, resolutionOf } from './alertfigures.ts'
import { creditsOf } from './credits.ts'
import { isOfCondition } from './firing.ts'
import type { FiringFacts } from './firingfacts.ts'
import { listNames } from './names.ts'

type Line = readonly [label: Label, text: string]
type Label = 'seen' | 'before' | 'level' | 'venues' | 'rule' | 'record' | 'past' | 'sources' | 'judged'

/** For the member who asks: in their words, and with the very facts that were written down when it was posted. */
export function firingEvidence(
  { firing, alert }: { readonly firing: Firing; readonly alert: Alert },
  facts: FiringFacts,
  listened: Words,
  market: Pick<History, 'asset'>,
): Message {
  const { words, instants } = recordInstants(listened)
  const series = parseSeries(firing.series)
  const evidence = (firing.evidence ?? { sources: [] }) as WatchedEvidence
  const lines = series ? linesOf(series, { firing, alert }, { facts, evidence }, words) : []
  const items = lines.map(([label, text]) =>
    words.say('firings:why.line', { label: words.say(`firings:why.${label}`), text }),
  )
  const credits = creditsOf(evidence.sources)
  const resolution = series ? words.say(`firings:resolution.${resolutionOf(series, evidence.every)}`) : ''
  const message: Message = {
    title: words.say('firings:why.title', { condition: describeCondition(alert.condition, words, market) }),
    blocks: [{ kind: 'bullets', items }],
    images: [],
    footer: [
      words.say('firings:number', { number: alert.number, resolution }),
      ...(credits === '' ? [] : [credits]),
    ],
  }
  return withInstants(message, instants())
}

function linesOf(
  series: WatchedSeries,
  { firing, alert }: { readonly firing: Firing; readonly alert: Alert },
  { facts, evidence }: { readonly facts: FiringFacts; readonly evidence: WatchedEvidence },
  words: Words,
): readonly Line[] {
  const { value, time, level, seenAt, late } = firing
  const at = (known: number, when: number) =>
    words.say('firings:why.at', { value: describeValue(series, known, words), time: when })
  const venues = (evidence.venues ?? []).map((one) => words.say('firings:why.venue', one))
  const named = facts.venues ?? []
  const moved =
    alert.condition.kind === 'move'
      ? words.say('firings:why.moved', {
          value: describeValue(series, level, words),
          from: level / (1 + firing.side * alert.condition.by),
        })
      : describeValue(series, level, words)
  return [
    ...(value === undefined || time === undefined ? [] : [['seen', at(value, time)] as const]),
    ['before', beforeOf(firing, facts, at, words)],
    ...(late ? [['before', words.say('firings:why.unseen')] as const] : []),
    ['level', moved],
    ...(venues.length > 0 ? [['venues', words.grammar.list(venues, false)] as const] : []),
    ...(named.length > 0 ? [['venues', listNames(named, words)] as const] : []),
    ['rule', ruleOf(series, evidence, words)],
    ...recordLines(series, { firing, alert }, { facts, evidence }, words),
    ...(evidence.sources.length > 0 ? [['sources', listNames(evidence.sources, words)] as const] : []),
    ['judged', words.say('firings:why.judgedAt', { at: seenAt })],
  ]
}

/** The last value on the other side of the level; where that is not known, the reading before with the remark that it was beyond. */
function beforeOf(
  firing: Firing,
  facts: FiringFacts,
  at: (known: number, when: number) => string,
  words: Words,
): string {
  const before = facts.before ?? firing.before
  if (!before) return words.say('firings:why.none')
  const text = at(before.value, before.time)
  const isBeyond = isOfCondition(firing) && isThere(firing.series, firing, before.value)
  return isBeyond ? words.say('firings:why.beyond', { value: text }) : text
}

function ruleOf(series: WatchedSeries, { venues = [], every }: WatchedEvidence, words: Words): string {
  // A replay knows closes, and no minutes.
  if (series.kind === 'price' && every !== undefined) return words.say('firings:why.rules.closes')
  if (series.kind === 'price' && series.venue !== undefined)
    return words.say('firings:why.rules.bound', { venue: venues[0]?.venue ?? series.venue })
  if (series.kind === 'volatility' && every === HOUR) return words.say('firings:why.rules.volatilityHourly')
  return words.say(`firings:why.rules.${series.kind}`)
}

function recordLines(
  series: WatchedSeries,
  { firing, alert }: { readonly firing: Firing; readonly alert: Alert },
  {
    facts: { since, standing },
    evidence: { extreme },
  }: { readonly facts: FiringFacts; readonly evidence: WatchedEvidence },
  words: Words,
): readonly Line[] {
  if (standing) return [['past', words.say('firings:why.standing', { ...standing })]]
  if (series.kind === 'extreme') {
    const { since: at, boundedBy, recordStart: start } = extreme ?? {}
    if (start === undefined || at === undefined) return []
    const from = boundedBy ?? at
    if (from === null) return [['record', words.say('firings:why.records.never', { start })]]
    return [['record', words.say('firings:why.records.extreme', { at: from, start })]]
  }
  const isClaimed = series.kind === 'price' || series.kind === 'cap' || series.kind === 'run'
  if (!isClaimed || alert.condition.kind === 'move') return []
  if (!since) return [['record', words.say('firings:why.records.unproven')]]
  const { at, recordStart: start } = since
  if (at === null) return [['record', words.say('firings:why.records.never', { start })]]
  const sign = words.say(`firings:why.signs.${firing.side === 1 ? 'positive' : 'negative'}`)
  const of = series.kind !== 'run' ? 'level' : alert.condition.kind === 'streak' ? 'streak' : 'flip'
  return [['record', words.say(`firings:why.records.${of}`, { at, start, sign })]]
}

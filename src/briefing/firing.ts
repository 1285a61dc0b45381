/** What alerts have to report, in the words of a language: one in full, several as a list. */
import type { Alert, Firing } from '#src/chat/alert.ts'
import type { Block, Message } from '#src/chat/message.ts'
import { withInstants } from '#src/chat/message.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { describeCondition } from './alertcondition.ts'
import { nameSeries, sayFiring } from './firingwords.ts'

/** A firing, and the alert that reports it. */
export interface Reported {
  readonly firing: Firing
  readonly alert: Alert
}

/** Lines of a list; more are counted. */
const MOST = 10

/** The message of what a chat is told at once, in the look of its latest alert. It depends on nothing but these: each try says the same. */
export function firingMessage(reported: readonly Reported[], market: Pick<History, 'asset'>): Message {
  const [latest] = reported.toSorted((one, other) => other.alert.createdAt - one.alert.createdAt)
  if (!latest) throw new RangeError('nothing is reported')
  const { language, zone } = latest.alert.look
  const { words, instants } = recordInstants(createWords(language, zone, latest.firing.seenAt))
  const lines = linesOf(reported, words, market)
  const [first] = reported
  const message =
    reported.length === 1 && first
      ? single(first, lines[0] ?? '', words, market)
      : several(reported, lines, words)
  return withInstants(message, instants())
}

function single(
  { firing, alert }: Reported,
  text: string,
  words: Words,
  market: Pick<History, 'asset'>,
): Message {
  const condition = describeCondition(alert.condition, words, market)
  const isOfCondition = !['blind', 'gone', 'expiring'].includes(firing.kind)
  return {
    title: isOfCondition ? condition : words.say('firings:notice'),
    blocks: [...headOf([firing], words), { kind: 'paragraph', text }, ...tailOf([firing], words)],
    images: [],
    footer: isOfCondition
      ? [words.say('firings:number', { number: alert.number, condition })]
      : [words.say('firings:list')],
  }
}

function several(reported: readonly Reported[], lines: readonly string[], words: Words): Message {
  const firings = reported.map(({ firing }) => firing)
  const left = lines.length - MOST
  return {
    title: words.say('firings:title', { count: reported.length }),
    blocks: [
      ...headOf(firings, words),
      { kind: 'bullets', items: lines.slice(0, MOST) },
      ...(left > 0 ? [{ kind: 'paragraph' as const, text: words.say('firings:more', { count: left }) }] : []),
      ...tailOf(firings, words),
    ],
    images: [],
    footer: [words.say('firings:list')],
  }
}

/** Why they come together, where they were held back. */
function headOf(firings: readonly Firing[], words: Words): readonly Block[] {
  const listed = firings.find((one) => one.listed === 'quiet' || one.listed === 'full')?.listed
  if (listed !== 'quiet' && listed !== 'full') return []
  return [{ kind: 'paragraph', text: words.say(`firings:${listed}`) }]
}

function tailOf(firings: readonly Firing[], words: Words): readonly Block[] {
  return firings.some((one) => one.listed === 'last')
    ? [{ kind: 'paragraph', text: words.say('firings:last') }]
    : []
}

/** A line for each; levels of one series that were passed together, and silences of one figure, share theirs. */
function linesOf(
  reported: readonly Reported[],
  words: Words,
  market: Pick<History, 'asset'>,
): readonly string[] {
  const groups = Map.groupBy(reported, ({ firing, alert }) => {
    const { kind, series, side, late, watch, step } = firing
    if (kind === 'blind' || kind === 'gone') return `${kind} ${nameSeries(series, words, market)}`
    const isLevel = kind === 'crossed' && alert.condition.kind === 'price'
    return isLevel ? `${series} ${side} ${late} ${firing.time}` : `${watch} ${step}`
  })
  return [...groups.values()].map((group) => sayFiring(group, words, market))
}

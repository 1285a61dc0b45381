/** What an alert would say, from the value now: marked as a test, shown to its owner, and nothing changes by it. */
import { firingFacts, sampledIn } from '#src/alerts/facts/facts.ts'
import { type KnownNow, normalise } from '#src/alerts/normalise.ts'
import { valueNow } from '#src/alerts/now.ts'
import { settledValue } from '#src/alerts/settled.ts'
import { isBeyond } from '#src/alerts/step.ts'
import { firingMessage } from '#src/briefing/firing.ts'
import type { FiringFacts } from '#src/briefing/firingfacts.ts'
import type { AlertDraft } from '#src/bot/alerts/line.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import type { Alert, Firing, WatchRule } from '#src/chat/alert.ts'
import type { Image } from '#src/chat/message.ts'
import { RequestError } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
import { DAY } from '#src/market/time.ts'
import { parseSeries, printSeries, type WatchedEvidence, type WatchedSeries } from '#src/market/watched.ts'
import { draftOf } from './draft.ts'
import { knownFor, nearestWatch } from './known.ts'
import type { AlertScene } from './scene.ts'

/** Throws RequestError where the record has no value to show. */
export async function trialOf(alert: Alert, scene: AlertScene): Promise<MessageAnswer> {
  const { words, history, personal, store } = scene
  const known = await knownFor([alert.condition], scene)
  // A step is counted from what was reported last.
  const watch =
    alert.condition.kind === 'move'
      ? nearestWatch(draftOf(alert, scene), known, await store.watches(alert.id))
      : shownWatch(draftOf(alert, scene), known)
  const now = watch && known.value(watch.series)
  const series = watch && parseSeries(watch.series)
  if (!watch || !now || !series) throw new RequestError('alerts.noValue')
  const firing: Firing = {
    ...{ watch: 0, step: 0, alert: alert.id, target: alert.target, kind: 'crossed', late: false },
    ...{ series: watch.series, side: watch.side, level: watch.fire, fate: 'unposted' },
    ...{ seenAt: personal.now, value: now.value, time: now.time },
    evidence: evidenceOf(series, known, scene),
  }
  const isMet = isBeyond(watch, now.value)
  const facts = await factsOf(firing, alert, scene)
  // What has not happened has no past.
  const { since: _, standing: __, ...shown } = facts
  const message = firingMessage([{ firing, alert }], history, { single: isMet ? facts : shown })
  const title = words.say('alerts:test.title', { title: message.title })
  const said = {
    kind: 'paragraph' as const,
    text: words.say(isMet ? 'alerts:test.met' : 'alerts:test.unmet'),
  }
  return {
    kind: 'message',
    message: {
      ...message,
      title,
      images: message.images.map((image) => marked(image, isMet ? undefined : title, words)),
      // What has not happened is said to be an example before it is read.
      blocks: isMet ? [...message.blocks, said] : [said, ...message.blocks],
    },
    guide: { rows: [], state: {} },
    isNew: true,
  }
}

/** One that would ring now, else the nearest. */
function shownWatch(draft: AlertDraft, known: KnownNow): WatchRule | undefined {
  const met = normalise(draft, known).find((watch) => {
    const value = known.value(watch.series)?.value
    return value !== undefined && isBeyond(watch, value)
  })
  return met ?? nearestWatch(draft, known)
}

/** As it is observed while the alert waits: the price beside a change is the last confirmed one. */
function evidenceOf(
  series: WatchedSeries,
  known: KnownNow,
  { history, personal }: AlertScene,
): WatchedEvidence {
  const settled = settledValue(series, history, personal.now)
  const { sources = [] } = settled?.evidence ?? {}
  // The rate and the hours beside a run are those of its last settlement.
  const isOther = series.kind === 'run' && settled?.time !== known.value(printSeries(series))?.time
  const found = isOther ? { sources } : (settled?.evidence ?? { sources })
  if (series.kind !== 'change' || found.price !== undefined) return found
  const price =
    known.value(`price:${series.asset}`)?.value ??
    valueNow({ kind: 'price', asset: series.asset }, history)?.value
  return price === undefined ? found : { ...found, price }
}

async function factsOf(firing: Firing, alert: Alert, { access, history }: AlertScene): Promise<FiringFacts> {
  const asset = sampledIn(firing)
  const time = firing.time ?? firing.seenAt
  const found = asset === undefined ? undefined : await access.samples?.([asset], time - DAY)
  const samples = found?.get(asset ?? '')?.filter(([at]) => at <= time) ?? []
  return firingFacts(firing, alert, { history, samples, earlier: [] })
}

/**
 * A picture goes around without its words: its title says that it is a test. `instead` is its title and description where the sentence
 * would say what has not happened.
 */
function marked(image: Image, instead: string | undefined, words: Words): Image {
  const titled = (spec: unknown) => {
    const { heading, ...rest } = spec as { readonly heading: { readonly title: string } }
    return {
      ...rest,
      heading: { ...heading, title: instead ?? words.say('alerts:test.title', { title: heading.title }) },
    }
  }
  const { phone } = image
  return {
    ...image,
    ...(instead !== undefined && { alt: instead }),
    spec: titled(image.spec),
    ...(phone && { phone: { ...phone, spec: titled(phone.spec) } }),
  }
}

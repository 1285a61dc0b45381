/** What an alert would say, from the value now: marked as a test, shown to its owner, and nothing changes by it. */
import { settledValue } from '#src/alerts/settled.ts'
import { isBeyond } from '#src/alerts/step.ts'
import { firingMessage } from '#src/briefing/firing.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import type { Alert, Firing } from '#src/chat/alert.ts'
import { RequestError } from '#src/errors.ts'
import { parseSeries } from '#src/market/watched.ts'
import { draftOf } from './draft.ts'
import { knownFor, nearestWatch } from './known.ts'
import type { AlertScene } from './scene.ts'

/** Throws RequestError where the record has no value to show. */
export async function trialOf(alert: Alert, scene: AlertScene): Promise<MessageAnswer> {
  const { words, history, personal } = scene
  const known = await knownFor([alert.condition], scene)
  const watch = nearestWatch(draftOf(alert, scene), known)
  const now = watch && known.value(watch.series)
  const series = watch && parseSeries(watch.series)
  if (!watch || !now || !series) throw new RequestError('alerts.noValue')
  const firing: Firing = {
    ...{ watch: 0, step: 0, alert: alert.id, target: alert.target, kind: 'crossed', late: false },
    ...{ series: watch.series, side: watch.side, level: watch.fire, fate: 'unposted' },
    ...{ seenAt: personal.now, value: now.value, time: now.time },
    evidence: settledValue(series, history, personal.now)?.evidence ?? { sources: [] },
  }
  const message = firingMessage([{ firing, alert }], history)
  const isMet = isBeyond(watch, now.value)
  return {
    kind: 'message',
    message: {
      ...message,
      title: words.say('alerts:test.title', { title: message.title }),
      blocks: [
        ...message.blocks,
        { kind: 'paragraph', text: words.say(isMet ? 'alerts:test.met' : 'alerts:test.unmet') },
      ],
    },
    guide: { rows: [], state: {} },
    isNew: true,
  }
}

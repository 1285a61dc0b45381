/** *Stop* under the message that opened a private chat: the alert that was set there reports nothing until it is resumed. */
import { describeCondition } from '#src/briefing/alertcondition.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import type { Alert } from '#src/chat/alert.ts'
import { RequestError } from '#src/errors.ts'
import { button, saying } from './controls.ts'
import { type AlertScene, keptOf } from './scene.ts'

/** Pauses one alert; one press resumes it. Throws RequestError where it was changed meanwhile. */
export async function stop(alert: Alert, scene: AlertScene): Promise<MessageAnswer> {
  const { store, personal, words, history } = scene
  const { id, revision, number, state, trouble, condition } = alert
  const say = (key: 'stopped' | 'endedAlready') =>
    words.say(`alerts:done.${key}`, { number, condition: describeCondition(condition, words, history) })
  const list = button('list', words.say('alerts:buttons.list'))
  const kept = { ...keptOf(scene), open: id }
  if (state === 'ended') return saying(say('endedAlready'), [[list]], kept)
  // One that waits for its chat to take messages again would go on by itself.
  if (state !== 'paused' || trouble !== undefined) {
    const changed = await store.change({ id, revision, now: personal.now, to: { kind: 'pause' } })
    if (!changed) throw new RequestError('alerts.changedMeanwhile')
  }
  return saying(say('stopped'), [[button('resume', words.say('alerts:buttons.resume')), list]], kept)
}

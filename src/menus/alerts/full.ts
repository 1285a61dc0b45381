/** An alert for which there is no room: what was typed stays, and one press makes room and saves it. */
import { describeCondition } from '#src/briefing/alertcondition.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import { type Alert, ALERT_QUOTAS } from '#src/chat/alert.ts'
import { button, saying, select } from './controls.ts'
import { draftState, type KeptDraft } from './draft.ts'
import { byDistance } from './list.ts'
import { type AlertScene, keptOf } from './scene.ts'

/** Alerts that are offered to be deleted. */
const OFFERED = 10

/** Those that ended can go; where none did, one of those that have farthest to go. */
export async function fullAnswer(
  kept: KeptDraft,
  all: readonly Alert[],
  scene: AlertScene,
): Promise<MessageAnswer> {
  const { words, history, isOwn } = scene
  const ended = all.filter(({ state }) => state === 'ended').length
  const { alerts: most } = ALERT_QUOTAS[isOwn ? 'member' : 'chat']
  const farthest = (await byDistance(all, scene)).map(({ alert }) => alert).reverse()
  const rows =
    ended > 0
      ? [[button('clear', words.say('alerts:buttons.clear'), 'main')]]
      : [
          [
            select(
              words.say('alerts:full.replace'),
              farthest
                .slice(0, OFFERED)
                .map(({ id, number, condition }) => [
                  `replace=${id}`,
                  `${number} ${describeCondition(condition, words, history)}`,
                ]),
              undefined,
            ),
          ],
        ]
  const line = describeCondition(kept.draft.condition, words, history)
  const text = words.say(`alerts:full.${ended > 0 ? 'ended' : 'none'}`, { most, ended, condition: line })
  const others = [
    ...(ended > 0 ? [] : [button('save', words.say('alerts:full.saveAgain'))]),
    button('list', words.say('alerts:buttons.list')),
    button('cancel', words.say('alerts:buttons.cancel')),
  ]
  return saying(text, [...rows, others], { ...keptOf(scene), ...draftState(kept, scene) })
}

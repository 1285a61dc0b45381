/** *Stop* under the message that opened a private chat: nothing is reported there until it is resumed from the list. */
import type { MessageAnswer } from '#src/bot/command.ts'
import { listOf } from './list.ts'
import type { AlertScene } from './scene.ts'

/** Pauses all alerts of the one who presses, and shows them. */
export async function stopAll(scene: AlertScene): Promise<MessageAnswer> {
  const { store, owner, personal, words } = scene
  const { now } = personal
  let count = 0
  for (const { id, revision, state } of await store.list(owner, now)) {
    if (state !== 'active' && state !== 'snoozed') continue
    if (await store.change({ id, revision, now, to: { kind: 'pause' } })) count += 1
  }
  return listOf(scene, 0, words.say(`alerts:done.${count === 0 ? 'noneToStop' : 'stopped'}`, { count }))
}

/** Where firings go: the private chat is opened with a first message where it has to be, so that it is known to arrive. */
import { describeCondition } from '#src/briefing/alertcondition.ts'
import type { Condition } from '#src/chat/alert.ts'
import type { Message } from '#src/chat/message.ts'
import { plainly } from './controls.ts'
import type { AlertScene } from './scene.ts'

/** The chat; why firings can go nowhere, in a sentence. */
export async function targetOf(
  condition: Condition,
  scene: AlertScene,
): Promise<string | { readonly note: string }> {
  if (scene.target !== undefined) return scene.target
  const { words, personal, access, history } = scene
  const { request } = personal
  const text = words.say('alerts:confirmation.text', {
    condition: describeCondition(condition, words, history),
  })
  const first: Message = {
    title: words.say('alerts:confirmation.title'),
    blocks: [{ kind: 'paragraph', text: plainly(text) }],
    images: [],
    footer: [],
  }
  const opened = await access.privateChats?.open(request, first, words.locale)
  if (!opened || opened.kind === 'closed') return { note: words.say('alerts:objections.closed') }
  if (opened.kind === 'later')
    return { note: words.say('alerts:objections.later', { seconds: opened.seconds }) }
  return opened.target
}

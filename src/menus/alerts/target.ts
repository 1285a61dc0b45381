/** Where firings go: the private chat is opened with a first message where it has to be, so that it is known to arrive. */
import { describeCondition } from '#src/briefing/alertcondition.ts'
import type { Condition } from '#src/chat/alert.ts'
import type { FirstMessage } from '#src/chat/privatechat.ts'
import { button, plainly } from './controls.ts'
import type { AlertScene } from './scene.ts'

/** Why firings can go nowhere, in a sentence; with the chat that lets nothing in, where it has an address. */
export interface Nowhere {
  readonly note: string
  readonly closed?: string
}

/** Of one alert; its `id` may be of one that is about to be saved. */
export async function targetOf(
  { id, condition }: { readonly id: string; readonly condition: Condition },
  scene: AlertScene,
): Promise<string | Nowhere> {
  if (scene.target !== undefined) {
    // It is being written in, or those who manage it have it tried again.
    await openAgain(scene.target, scene)
    await remember(scene.target, scene)
    return scene.target
  }
  const { words, personal, access, history } = scene
  const { request } = personal
  const text = words.say('alerts:confirmation.text', {
    condition: describeCondition(condition, words, history),
  })
  const first: FirstMessage = {
    message: {
      title: words.say('alerts:confirmation.title'),
      blocks: [{ kind: 'paragraph', text: plainly(text) }],
      images: [],
      footer: [],
    },
    rows: [
      [button('stop', words.say('alerts:buttons.stop')), button('list', words.say('alerts:buttons.list'))],
    ],
    ...{ command: 'alerts', state: { first: 'true', open: id } },
  }
  const opened = await access.privateChats?.open(request, first, words.locale)
  if (opened?.kind === 'later')
    return { note: words.say('alerts:objections.later', { seconds: opened.seconds }) }
  if (opened?.kind === 'open') {
    await openAgain(opened.target, scene)
    return opened.target
  }
  const closed = opened?.target
  return { note: words.say('alerts:objections.closed'), ...(closed !== undefined && { closed }) }
}

/** What was paused as the chat refused messages goes on. */
async function openAgain(target: string, { store, personal }: AlertScene): Promise<void> {
  if ((await store.box(target))?.state === 'blocked') await store.unblock(target, personal.now)
}

/** A private chat that is known as it is being written in. */
async function remember(target: string, { isOwn, personal }: AlertScene): Promise<void> {
  const { request, memory } = personal
  if (!isOwn || request.place !== 'private') return
  const known = await memory.privateChat(request)
  if (known?.target === target && !known.isClosed) return
  await memory.rememberPrivateChat(request, { target, isClosed: false, triedAt: known?.triedAt ?? 0 })
}

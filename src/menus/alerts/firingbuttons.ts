/** The buttons under what alerts report: for its owner in the private chat, for the moderators in any other. */
import { createHash } from 'node:crypto'
import { isOfCondition, type Reported } from '#src/briefing/firing.ts'
import { firingFactsId } from '#src/briefing/firingfacts.ts'
import { memberIn, platformOf } from '#src/chat/address.ts'
import type { Button } from '#src/chat/action.ts'
import type { Memory } from '#src/chat/memory.ts'
import type { Message } from '#src/chat/message.ts'
import { type PlatformName, platformNamed } from '#src/chat/platform.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import { button } from './controls.ts'

export interface FiringButtonsParts {
  readonly memory: Pick<Memory, 'saveAction'>
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Gives a message its buttons; the same firings have the same record however often they are tried. */
export function createFiringButtons({ memory, now }: FiringButtonsParts) {
  return async (message: Message, reported: readonly Reported[]): Promise<Message> => {
    const [first] = reported
    const platform = first && platformOf(first.alert.target)
    if (!first || platform === undefined || !platformNamed(platform)) return message
    const { owner, target, id: open, look } = first.alert
    const member = memberIn(owner)?.member
    const names = reported.map(({ firing: { watch, step } }) => [watch, step])
    const id = createHash('sha256')
      .update(JSON.stringify([target, names]))
      .digest('base64url')
      .slice(0, 11)
    await memory.saveAction({
      ...{ id, platform: platform as PlatformName, chat: target, asker: member ?? '', command: 'alert' },
      args: {
        ...(member === undefined && { owner, target }),
        ...{ open, firing: 'true' },
        ...(reported.length === 1 && whyOf(first)),
      },
      createdAt: now(),
    })
    const words = createWords(look.language, look.zone, now())
    return {
      ...message,
      actions: { id, rows: [reported.length === 1 ? buttonsOf(first, words) : [list(words)]] },
    }
  }
}

/** What is asked for by why: the firing, and what was written down of it. */
function whyOf({ firing, alert }: Reported): Record<string, string> {
  if (!isOfCondition(firing)) return {}
  return { watch: String(firing.watch), step: String(firing.step), facts: firingFactsId(firing, alert) }
}

function buttonsOf({ firing, alert }: Reported, words: Words): readonly Button[] {
  const named = (choice: 'again' | 'edit' | 'extend' | 'wait' | 'end' | 'why') =>
    button(choice, words.say(`alerts:buttons.${choice}`))
  if (firing.kind === 'expiring') return [named('extend'), list(words)]
  if (firing.kind === 'gone') return [named('wait'), named('end'), list(words)]
  if (firing.kind === 'blind') return [list(words)]
  if (alert.repeat.kind === 'once') return [named('again'), named('edit'), named('why')]
  return [
    button('snooze=1h', words.say('alerts:buttons.snooze1h')),
    button('snooze=1d', words.say('alerts:buttons.snooze1d')),
    named('edit'),
    named('why'),
  ]
}

function list(words: Words): Button {
  return button('list', words.say('alerts:buttons.list'))
}

/** The chats that a member has managed, each asked about now: those they manage, and those of which that is not known. */
import { ownerOf } from '#src/chat/address.ts'
import type { Managing } from '#src/chat/managing.ts'
import type { ManagedChat } from '#src/chat/memory.ts'
import { PLATFORMS } from '#src/chat/platform.ts'
import type { ScheduleService } from '#src/schedules/service.ts'
import { type CommandContext, requirePersonal } from '#src/bot/command.ts'

export interface KnownChats {
  readonly managed: readonly ManagedChat[]
  /** What is to be said of the others: the platform did not answer, the bot is no longer there. */
  readonly remarks: readonly string[]
}

/** Asked of the platform one by one. */
export async function knownChats(
  { manages }: Pick<ScheduleService, 'manages'>,
  context: CommandContext,
): Promise<KnownChats> {
  const { memory, request } = requirePersonal(context)
  const { words } = context
  // Topics are known beside their groups, which are what is opened.
  const known = (await memory.chatsOf(request.platform, request.member)).filter(
    ({ chat }) => ownerOf(chat) === chat,
  )
  const answers = await Promise.all(known.map(({ chat }) => manages(chat, request.member)))
  const those = (...kinds: readonly Managing[]) =>
    known.filter((_, index) => kinds.includes(answers[index] ?? 'unanswered'))
  const remark = (key: 'unanswered' | 'absent', chats: readonly ManagedChat[]) => {
    if (chats.length === 0) return []
    const names = chats.map(({ title }) => title).join(words.grammar.comma)
    return [words.say(`schedules:chats.${key}`, { names, platform: PLATFORMS[request.platform].label })]
  }
  return {
    managed: those('may'),
    remarks: [
      ...remark('unanswered', those('unanswered', 'moved', 'hidden')),
      ...remark('absent', those('absent')),
    ],
  }
}

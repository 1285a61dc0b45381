/** Whether an answer is announced to its asker alone, before it is made. */
import type { Memory } from '#src/chat/memory.ts'
import type { Request } from '#src/chat/request.ts'
import type { Command } from '../command.ts'
import { findCommand, isAnsweredHere } from './find.ts'
import { scopeOf } from './scope.ts'
import { isModerator } from './views.ts'

/**
 * As the chat says, else as the channel that it is a thread of, else as its community does; no answer is private unasked.
 * The hint of a chat in which members are not answered is.
 */
export async function prefersPrivate(
  request: Request,
  commands: readonly Command[],
  memory: Pick<Memory, 'settings'>,
): Promise<boolean> {
  const { input, chat, parent } = request
  const command = input.kind === 'command' ? findCommand(commands, input.name) : undefined
  if (command?.private === true) return true
  const [shared, channel = {}, own] = await Promise.all([
    memory.settings(scopeOf(request).owner),
    parent === undefined ? undefined : memory.settings(parent),
    memory.settings(chat),
  ])
  const { private: alone = false, privateCommands = [] } = { ...shared, ...channel, ...own }
  if (alone || (command !== undefined && privateCommands.includes(command.name))) return true
  const asked = { ...request, manager: isModerator(request, shared.managerRole) }
  return !isAnsweredHere(command ?? {}, asked, shared.allowedChats)
}

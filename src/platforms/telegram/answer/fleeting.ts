/** Messages in groups that say something to one member and go again after a while, also where the program was started anew. */
import { parseAddress } from '#src/chat/address.ts'
import type { Fleeting } from '#src/chat/memory.ts'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { TelegramApi } from '../api.ts'
import { describeFailure } from '../failures.ts'
import { chatOf } from '../receive/torequest.ts'

/** Where they are remembered until they have gone. */
export interface FleetingMemory {
  rememberFleeting(message: Fleeting): Promise<void>
  fleeting(): Promise<readonly Fleeting[]>
  forgetFleeting(message: Pick<Fleeting, 'chat' | 'message'>): Promise<void>
}

export interface FleetingParts {
  readonly call: TelegramApi['answer']
  readonly memory: FleetingMemory | undefined
  readonly clock: Clock
  readonly log: Log
}

export interface FleetingMessages {
  /** Removes what an earlier run has left behind. */
  begin(): Promise<void>
  /** Removes a message after so many milliseconds. */
  add(chat: number, message: number, after: number): Promise<void>
  /** What is left is removed by the next run. */
  close(): void
}

export function createFleeting({ call, memory, clock, log }: FleetingParts): FleetingMessages {
  const waiting = new Set<() => void>()
  return {
    async begin() {
      const left = await memory?.fleeting().catch((error: unknown) => {
        log.warn(`messages that are to be removed cannot be read: ${String(error)}`)
      })
      for (const one of left ?? []) schedule(one)
    },
    async add(chat, message, after) {
      const one = { chat: chatOf(chat), message: String(message), due: clock.now() + after }
      await memory?.rememberFleeting(one).catch((error: unknown) => {
        log.warn(`a message that is to be removed cannot be remembered: ${String(error)}`)
      })
      schedule(one)
    },
    close() {
      for (const cancel of waiting) cancel()
    },
  }

  function schedule(one: Fleeting): void {
    const cancel = clock.after(Math.max(0, one.due - clock.now()), () => {
      waiting.delete(cancel)
      void remove(one)
    })
    waiting.add(cancel)
  }

  /** Once: what Telegram refuses, or does not answer, stays. */
  async function remove({ chat, message }: Fleeting): Promise<void> {
    const result = await call('deleteMessage', {
      chat_id: Number(parseAddress(chat).chat),
      message_id: Number(message),
    })
    if ('failure' in result) log.info(`a message in a group stays: ${describeFailure(result.failure)}`)
    await memory?.forgetFleeting({ chat, message }).catch((error: unknown) => {
      log.warn(`a removed message cannot be forgotten: ${String(error)}`)
    })
  }
}

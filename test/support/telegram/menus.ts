/** Menus as a member of a loopback Telegram has them before them: read and clicked by what is written on them. */
import type { Passing } from '../passing.ts'
import type { ChatMessage, LoopbackChat } from './chats.ts'
import type { Circumstances } from './events.ts'
import type { QueryRecord } from './queries.ts'
import type { Loopback } from './server.ts'

/** Milliseconds in which what was answered is shown, too. */
const SHOWN = 500

export type Menus = ReturnType<typeof createMenus>

/** What the bot says in a chat, newest last. */
export function saidBy(chat: LoopbackChat): ChatMessage[] {
  return chat.messages.filter(({ from }) => from === 'bot')
}

export function createMenus(loopback: Loopback, { until, look, rest }: Passing) {
  const calm = (condition: () => boolean) => () => condition() && loopback.running === 0
  return {
    /** Writes, and gives what the bot says then, there or in the private chat with the member. */
    async write(
      chat: LoopbackChat,
      text: string,
      where: Circumstances,
      home: LoopbackChat = chat,
    ): Promise<ChatMessage> {
      look()
      const before = chat.messages.at(-1)?.id ?? 0
      const answer = () => {
        const said = [...new Set([chat, home])].flatMap(saidBy).filter(({ id }) => id > before)
        return said.toSorted((one, other) => one.id - other.id).at(-1)
      }
      loopback.write(chat, text, where)
      await until(
        calm(() => answer() !== undefined),
        `an answer to ${text}`,
      )
      await rest(SHOWN)
      return answer() as ChatMessage
    },
    /** Clicks the newest button that is worded so; gives how the click ended. */
    async click(chat: LoopbackChat, label: string | RegExp, where: Circumstances): Promise<QueryRecord> {
      look()
      const query = loopback.click(chat, label, where)
      await until(
        calm(() => query.answer !== undefined),
        `an answer to ${label}`,
      )
      await rest(SHOWN)
      return query
    },
  }
}

/** What is written on a message's buttons. */
export function labelsOf({ keyboard }: Pick<ChatMessage, 'keyboard'>): string[] {
  return keyboard.flat().map(({ text }) => text)
}

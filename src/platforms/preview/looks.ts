/** How each page wants its answers: kept while the server runs, and told to the bot as the settings of its chat. */
import type { ChatSettings, Memory } from '#src/chat/memory.ts'
import type { Look } from './protocol.ts'

/** Pages remembered at once; the one that asked longest ago gives way. */
const MOST = 500

export interface Looks {
  remember(chat: string, look: Look): void
  /** The look of a chat or of a member `member:preview:<id>`, undefined for all others. */
  of(name: string): ChatSettings | undefined
}

export function createLooks(): Looks {
  const looks = new Map<string, ChatSettings>()
  return {
    remember(chat, { language, theme, colors, zone }) {
      looks.delete(chat)
      looks.set(chat, { language, theme, colors, zone })
      const oldest = looks.keys().next().value
      if (looks.size > MOST && oldest !== undefined) looks.delete(oldest)
    },
    of(name) {
      return looks.get(name.replace(/^member:/, ''))
    },
  }
}

/** A memory in which the pages' looks stand for their settings; everything else is the memory's own. */
export function withLooks(memory: Memory, looks: Looks): Memory {
  return {
    ...memory,
    settings: async (of) => ({ ...(await memory.settings(of)), ...looks.of(of) }),
  }
}

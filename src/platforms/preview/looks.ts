/** How each page wants its answers: kept while the server runs, and passed to the bot as the settings of its chat. */
import { type ChatSettings, type Memory, patchSettings } from '#src/chat/memory.ts'
import type { Look } from './protocol.ts'

/** Pages remembered at once; the one that asked longest ago gives way. */
const MOST = 500

/** A page's only member has the look of its channel. */
const MEMBER = /^member:/

export interface Looks {
  /** Keeps what is given beside what is known. */
  remember(chat: string, look: Partial<Look>): void
  /** The look of a chat or of a member `member:preview:<id>`, undefined for all others. */
  of(name: string): ChatSettings | undefined
}

export function createLooks(): Looks {
  const looks = new Map<string, ChatSettings>()
  return {
    remember(chat, { language, theme, colors, zone }) {
      const look = {
        ...looks.get(chat),
        ...(language && { language }),
        ...(theme && { theme }),
        ...(colors && { colors }),
        ...(zone && { zone }),
      }
      // Asked again: to the young end of the map's order.
      looks.delete(chat)
      looks.set(chat, look)
      const oldest = looks.keys().next().value
      if (looks.size > MOST && oldest !== undefined) looks.delete(oldest)
    },
    of(name) {
      return looks.get(name.replace(MEMBER, ''))
    },
  }
}

/** A memory in which the pages' looks stand for their settings, and follow what commands save there. */
export function withLooks(memory: Memory, looks: Looks): Memory {
  return {
    ...memory,
    settings: async (of) => ({ ...(await memory.settings(of)), ...looks.of(of) }),
    async saveSettings(of, settings, change) {
      await memory.saveSettings(of, settings, change)
      if (looks.of(of)) looks.remember(of.replace(MEMBER, ''), settings)
    },
    async changeSettings(of, patch, change) {
      await memory.changeSettings(of, patch, change)
      if (looks.of(of)) looks.remember(of.replace(MEMBER, ''), patchSettings({}, patch))
    },
  }
}

/** What a click makes of settings. */
import { chatBeside } from '#src/chat/address.ts'
import type { ChatSettings } from '#src/chat/memory.ts'
import { RequestError } from '#src/errors.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { CURRENCIES } from '#src/i18n/money.ts'
import type { ButtonClick } from '#src/bot/command.ts'
import { findAsset } from '#src/bot/arguments/asset.ts'
import { readZone } from '#src/bot/arguments/zones.ts'
import type { ModeratorContext } from '../moderator.ts'
import { readAuto } from './own.ts'
import { QUIET_HOURS } from './quiet.ts'

/** Settings of the community, wherever the menu is. */
const SHARED = ['role', 'norole', 'log', 'nolog', 'chats', 'here', 'everywhere']

export function isShared(name: string): boolean {
  return SHARED.includes(name)
}

/** The settings as a click changes them; `auto` forgets a value. Throws RequestError for a click that means nothing. */
export function changed(
  before: ChatSettings,
  name: string,
  value: string,
  { chosen, values }: Pick<ButtonClick, 'chosen' | 'values'>,
  moderator: ModeratorContext,
): ChatSettings {
  const { owner, target, context } = moderator
  const set = (part: ChatSettings): ChatSettings => ({ ...before, ...part })
  const without = (key: keyof ChatSettings): ChatSettings =>
    Object.fromEntries(Object.entries(before).filter(([one]) => one !== key))
  const [first] = chosen
  switch (name) {
    case 'language': {
      const language = LOCALES.find((one) => one === value)
      return language === undefined ? without('language') : set({ language })
    }
    case 'zone': {
      if (value === 'auto') return without('zone')
      const zone = readZone(value)
      return zone === undefined ? before : set({ zone })
    }
    case 'theme':
      return value === 'auto' ? without('theme') : set({ theme: value === 'light' ? 'light' : 'dark' })
    case 'colors': {
      if (value === 'auto') return without('colors')
      return set({ colors: value === 'jp' || value === 'cvd' ? value : 'standard' })
    }
    case 'currency': {
      if (value === 'auto') return without('currency')
      return set({ currency: CURRENCIES.find((one) => one === value) ?? 'usd' })
    }
    case 'quiet': {
      const quiet = QUIET_HOURS.find((one) => one === value)
      return quiet === undefined ? without('quiet') : set({ quiet })
    }
    case 'coin': {
      const typed = values.coin?.trim() ?? ''
      if (typed === '' || readAuto(typed)) return without('coin')
      return set({
        coin: findAsset(typed, { history: context.history, words: context.words, uses: new Map() }).id,
      })
    }
    case 'answers':
      return value === 'auto' ? without('private') : set({ private: value === 'private' })
    case 'commands': {
      if (value === 'auto') return without('privateCommands')
      return set({ privateCommands: chosen })
    }
    case 'chats': {
      if (chosen.length === 0) return without('allowedChats')
      return set({ allowedChats: chosen.map((id) => chatBeside(owner, id)) })
    }
    case 'here': {
      const allowed = before.allowedChats ?? []
      const left = allowed.filter((one) => one !== target)
      if (left.length === allowed.length) return set({ allowedChats: [...allowed, target] })
      return left.length === 0 ? without('allowedChats') : set({ allowedChats: left })
    }
    case 'everywhere':
      return without('allowedChats')
    case 'role':
      return first === undefined ? before : set({ managerRole: first })
    case 'norole':
      return without('managerRole')
    case 'log':
      return set({ logChannel: first === undefined ? target : chatBeside(owner, first) })
    case 'nolog':
      return without('logChannel')
    default:
      throw new RequestError('chat.unknownClick')
  }
}

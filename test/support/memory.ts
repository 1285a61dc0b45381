/** A memory that forgets when the process ends: the peer of the store's, for tests. */
import {
  type ActionRecord,
  type Arrival,
  ARRIVAL,
  type ChatSettings,
  type Fleeting,
  KEPT_FOR,
  MOST_FOLLOWED,
  type ManagedChat,
  type Memory,
  patchSettings,
  type SettingChange,
} from '#src/chat/memory.ts'
import { memberSettings } from '#src/chat/address.ts'
import type { KnownPrivateChat } from '#src/chat/privatechat.ts'

export function createVolatileMemory(): Memory {
  const settings = new Map<string, ChatSettings>()
  let changes: SettingChange[] = []
  const actions = new Map<string, ActionRecord>()
  const chats = new Map<string, ManagedChat>()
  const arrivals = new Map<string, Arrival>()
  const uses = new Map<string, Map<string, number>>()
  const followed = new Map<string, readonly string[]>()
  const privateChats = new Map<string, KnownPrivateChat>()
  let fleeting: Fleeting[] = []
  const memory: Memory = {
    privateChat: async (of) => privateChats.get(memberSettings(of)),
    async rememberPrivateChat(of, chat) {
      privateChats.set(memberSettings(of), chat)
    },
    openingsSince: async (platform, at) =>
      [...privateChats]
        .filter(([of, { triedAt }]) => of.startsWith(`member:${platform}:`) && triedAt > at)
        .map(([, { triedAt }]) => triedAt)
        .toSorted((a, b) => a - b),
    async rememberFleeting(message) {
      fleeting = [...fleeting, message].toSorted((a, b) => a.due - b.due)
    },
    fleeting: async () => fleeting,
    async forgetFleeting({ chat, message }) {
      fleeting = fleeting.filter((one) => one.chat !== chat || one.message !== message)
    },
    watchlist: async (of) => followed.get(of) ?? [],
    async changeWatchlist(of, { add = [], remove = [] }) {
      const kept = (followed.get(of) ?? []).filter((asset) => !remove.includes(asset))
      followed.set(of, [...new Set([...kept, ...add])].slice(0, MOST_FOLLOWED))
      return followed.get(of) ?? []
    },
    settings: async (of) => settings.get(of) ?? {},
    async changeSettings(of, patch, change) {
      const { by, at = 0 } = change ?? {}
      const recorded = by === undefined ? undefined : { by, at }
      await memory.saveSettings(of, patchSettings(settings.get(of) ?? {}, patch), recorded)
    },
    async settleSettings(of, defaults) {
      const settled = { ...defaults, ...settings.get(of) }
      settings.set(of, settled)
      return settled
    },
    async saveSettings(of, changed, change) {
      const before = settings.get(of) ?? {}
      settings.set(of, changed)
      if (!change) return
      const keys = [...new Set([...Object.keys(before), ...Object.keys(changed)])] as (keyof ChatSettings)[]
      for (const name of keys) {
        if (JSON.stringify(before[name]) === JSON.stringify(changed[name])) continue
        const after = changed[name] === undefined ? {} : { [name]: changed[name] }
        changes.unshift({ of, ...change, name, settings: after })
        // Of each chat 20 are kept.
        changes = changes.filter(
          (one, index) =>
            one.of !== of || changes.slice(0, index).filter((other) => other.of === of).length < 20,
        )
      }
    },
    settingChanges: async (chats, most) => changes.filter(({ of }) => chats.includes(of)).slice(0, most),
    async saveAction(record) {
      actions.set(record.id, record)
    },
    async action(id, now) {
      const record = actions.get(id)
      return record && record.createdAt >= now - KEPT_FOR ? record : undefined
    },
    async forgetOldActions(now) {
      const old = [...actions.values()].filter(({ createdAt }) => createdAt < now - KEPT_FOR)
      for (const { id } of old) actions.delete(id)
      return old.length
    },
    async countUse(chat, asset) {
      const counts = uses.get(chat) ?? new Map<string, number>()
      uses.set(chat, counts.set(asset, (counts.get(asset) ?? 0) + 1))
    },
    uses: async (chat) =>
      [...(uses.get(chat) ?? [])]
        .map(([asset, count]) => ({ asset, count }))
        .sort((a, b) => b.count - a.count || (a.asset < b.asset ? -1 : 1)),
    async rememberChat(chat) {
      chats.set(`${chat.platform} ${chat.member} ${chat.chat}`, chat)
    },
    chatsOf: async (platform, member) =>
      [...chats.values()]
        .filter((chat) => chat.platform === platform && chat.member === member)
        .sort((a, b) => b.at - a.at || (a.chat < b.chat ? -1 : 1)),
    titleOf: async (chat) =>
      [...chats.values()].filter((one) => one.chat === chat).sort((a, b) => b.at - a.at)[0]?.title,
    async arrive(arrival) {
      const before = arrivals.get(arrival.chat)
      if (before && before.at >= arrival.at - ARRIVAL) {
        if (before.member === undefined && arrival.member !== undefined)
          arrivals.set(arrival.chat, { ...before, member: arrival.member })
        return false
      }
      arrivals.set(arrival.chat, arrival)
      return true
    },
    adderOf: async (chat) => arrivals.get(chat)?.member,
    arrivedAt: async (chat) => arrivals.get(chat)?.at,
    async close() {},
  }
  return memory
}

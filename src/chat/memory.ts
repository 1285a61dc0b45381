/** What the bot remembers about chats and answers: a port, which the store implements. */
import type { MemberOf } from './address.ts'
import type { PlatformName } from './platform.ts'
import type { KnownPrivateChat } from './privatechat.ts'
import type { LanguageCode } from './request.ts'

/** How a chat wants to be answered; undefined where it is not set. */
export interface ChatSettings {
  readonly language?: LanguageCode
  /** IANA zone of times of day. */
  readonly zone?: string
  readonly theme?: 'dark' | 'light'
  readonly colors?: 'standard' | 'jp' | 'cvd'
  /** What money is reported in: US dollars where it is not set. */
  readonly currency?: 'usd' | 'jpy' | 'both'
  /** From and until when nothing is reported by alerts, in the zone of the settings: `23:00-07:00`. */
  readonly quiet?: string
  /** Whether answers are for the asker alone. */
  readonly private?: boolean
  /** Names of commands whose answers are for the asker alone. */
  readonly privateCommands?: readonly string[]
  /** The asset that commands are about where no coin is typed: bitcoin where it is not set. */
  readonly coin?: string
  /** Addresses of the channels or topics in which members are answered, everywhere where it is not set; of a community. */
  readonly allowedChats?: readonly string[]
  /** The role whose members may do what managers may, in the platform's id; of a community. */
  readonly managerRole?: string
  /** Where troubles are reported: `discord:<channel>`, `telegram:<chat>`; of a community. */
  readonly logChannel?: string
  /** Where editions are shown before they are posted, as an address; of a community. */
  readonly reviewChannel?: string
  /** Whether who wrote a text may not approve it; of a community. */
  readonly twoPeople?: boolean
}

/** New values of single settings; undefined puts one back. */
export type SettingsPatch = { readonly [Name in keyof ChatSettings]?: ChatSettings[Name] | undefined }

/** The settings with the new values in them. */
export function patchSettings(settings: ChatSettings, patch: SettingsPatch): ChatSettings {
  return Object.fromEntries(
    Object.entries({ ...settings, ...patch }).filter(([, value]) => value !== undefined),
  )
}

/** What makes one of two settings the other. */
export function patchBetween(before: ChatSettings, after: ChatSettings): SettingsPatch {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof ChatSettings)[]
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  return Object.fromEntries(changed.map((name) => [name, after[name]]))
}

/** Who changed settings, and when. */
export type ChangedBy = Pick<SettingChange, 'by' | 'at'>

/** One setting as a person changed it. */
export interface SettingChange {
  /** The chat or community. */
  readonly of: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** The member, in the platform's id; `deleted` where they had their data removed. */
  readonly by: string
  readonly name: keyof ChatSettings
  /** Holds the new value alone; empty where the setting was put back. */
  readonly settings: ChatSettings
}

/** The record behind the controls of one answer. */
export interface ActionRecord {
  readonly id: string
  readonly platform: PlatformName
  readonly chat: string
  readonly asker: string
  readonly command: string
  /** Arguments as they were understood, by name. */
  readonly args: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** The chat of a record behind a post: one for all chats that got it. It says nothing that the post does not. */
export const EVERYWHERE = ''

/** Milliseconds for which the controls of an answer work: 90 days from its last change. */
export const KEPT_FOR = 90 * 86_400_000

export interface Memory {
  /** Settings of a chat, or of a member (`member:<platform>:<id>`); empty where there are none. */
  settings(of: string): Promise<ChatSettings>
  /** With `change`, what differs from before is recorded as that person's. */
  saveSettings(of: string, settings: ChatSettings, change?: ChangedBy): Promise<void>
  /**
   * Changes single settings and leaves the others as they are, also where somebody changes those at the same time. Where `change` names
   * a person they are recorded as theirs; what is held for quiet hours follows the new ones at once.
   */
  changeSettings(
    of: string,
    patch: SettingsPatch,
    change?: Pick<ChangedBy, 'at'> & Partial<ChangedBy>,
  ): Promise<void>
  /** Sets what is not set yet; gives the settings that hold then. */
  settleSettings(of: string, defaults: ChatSettings): Promise<ChatSettings>
  /** The last recorded changes of the settings of chats, the newest first; of each chat 20 are kept. */
  settingChanges(chats: readonly string[], most: number): Promise<readonly SettingChange[]>
  /** Keeps the record behind an answer's controls, in place of an earlier one with its id. */
  saveAction(record: ActionRecord): Promise<void>
  /** The record, unless it is unknown or older than 90 days. */
  action(id: string, now: number): Promise<ActionRecord | undefined>
  /** Forgets records older than 90 days; gives their number. */
  forgetOldActions(now: number): Promise<number>
  /** Counts that an asset was asked for in a chat. */
  countUse(chat: string, asset: string): Promise<void>
  /** How often each asset was asked for in a chat, most first. */
  uses(chat: string): Promise<readonly { readonly asset: string; readonly count: number }[]>
  /** The coins that a member follows, in their order: ids of assets. `of` is the name of their settings. */
  watchlist(of: string): Promise<readonly string[]>
  /** Adds behind the last, as many as there is room for, and removes; gives what is followed then. */
  changeWatchlist(of: string, change: WatchlistChange): Promise<readonly string[]>
  /** The private chat that was opened with a member; undefined where none was. */
  privateChat(of: MemberOf): Promise<KnownPrivateChat | undefined>
  rememberPrivateChat(of: MemberOf, chat: KnownPrivateChat): Promise<void>
  /** When private chats of a platform were opened or tried after an instant, the latest last. */
  openingsSince(platform: string, at: number): Promise<readonly number[]>
  /** Remembers that a message is to be removed. */
  rememberFleeting(message: Fleeting): Promise<void>
  /** Those that are to be removed, the next first. */
  fleeting(): Promise<readonly Fleeting[]>
  forgetFleeting(message: Pick<Fleeting, 'chat' | 'message'>): Promise<void>
  /** Remembers that a member manages a chat and what it is called, for their list of chats. */
  rememberChat(chat: ManagedChat): Promise<void>
  /** Chats that a member has managed, the latest first. Whether they still do is to be asked of the platform. */
  chatsOf(platform: PlatformName, member: string): Promise<readonly ManagedChat[]>
  /** What a chat or topic was called when a moderator was last in it; undefined where none has been. */
  titleOf(chat: string): Promise<string | undefined>
  /**
   * Records that the bot was added to a chat or community. False where that was known: told again, or within ten minutes
   * of an arrival before.
   */
  arrive(arrival: Arrival): Promise<boolean>
  /** Who has added the bot to a chat or community last; undefined where it is not known. */
  adderOf(chat: string): Promise<string | undefined>
  /** When the bot was added to a chat or community last, in milliseconds since 1970; undefined where it is not known. */
  arrivedAt(chat: string): Promise<number | undefined>
  close(): Promise<void>
}

/** A message that goes again. */
export interface Fleeting {
  /** The chat's address. */
  readonly chat: string
  /** In the platform's id. */
  readonly message: string
  /** Milliseconds since 1970. */
  readonly due: number
}

/** Coins of a watchlist at most. */
export const MOST_FOLLOWED = 50

export interface WatchlistChange {
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}

/** The bot was added to a chat or community. */
export interface Arrival {
  /** `telegram:-100`, `discord:guild:9`. */
  readonly chat: string
  /** Who added it, in the platform's id, where that is known. */
  readonly member?: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Milliseconds within which what is told of an arrival is about the same one. */
export const ARRIVAL = 10 * 60_000

export interface ManagedChat {
  readonly platform: PlatformName
  readonly member: string
  /** `telegram:-100`. */
  readonly chat: string
  /** What people call it. */
  readonly title: string
  /** Milliseconds since 1970. */
  readonly at: number
}

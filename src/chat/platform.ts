/**
 * The platforms and what each of them can do. Code outside `platforms/` and `app/` asks for an ability and never
 * compares names, so that a further platform is a row of this table.
 */

export type PlatformName = 'discord' | 'telegram' | 'preview' | 'terminal'

export type Ability =
  /** Schedules post to it. */
  | 'post'
  /** A chat has topics, each with a number of its own. */
  | 'topics'
  /** A post can begin a thread, in which its later parts are. */
  | 'threads'
  /** A forum's posts have tags. */
  | 'tags'
  /** Channels that follow an announcement channel get its posts, too. */
  | 'crosspost'
  | 'pin'
  /** A post can arrive without a sound. */
  | 'silent'
  /** A post can be kept from being forwarded and saved. */
  | 'protect'
  /** A post can mention a role. */
  | 'mention'
  /** Channels and roles are chosen from a list that the platform itself has. */
  | 'pick'
  /** The same message sent twice under one nonce is shown once. */
  | 'nonce'
  /** The bot can read again what it has posted, where it has the right. */
  | 'readBack'
  /** A choice of one is a menu that opens; elsewhere each of its options is a button. */
  | 'selects'
  /** Each reader sees an instant in their own time. */
  | 'localTime'
  /** Commands are typed as text; elsewhere a form asks for their arguments. */
  | 'typed'
  /** A link opens the private chat with the bot, in which a group is configured. */
  | 'startLink'
  /** A member's private chat with the bot has the member's own id. */
  | 'memberChat'
  /** There is one reader, who has no other reader to post to or to configure for. */
  | 'singleReader'

export interface Platform {
  /** The name that people know. */
  readonly label: string
  /** The background that its readers see by default. */
  readonly theme: 'dark' | 'light'
  readonly abilities: ReadonlySet<Ability>
}

export const PLATFORMS: Readonly<Record<PlatformName, Platform>> = {
  discord: {
    label: 'Discord',
    theme: 'dark',
    abilities: new Set<Ability>([
      'post',
      'threads',
      'tags',
      'crosspost',
      'mention',
      'pick',
      'nonce',
      'readBack',
      'selects',
      'localTime',
    ]),
  },
  telegram: {
    label: 'Telegram',
    theme: 'light',
    abilities: new Set<Ability>([
      'post',
      'topics',
      'pin',
      'silent',
      'protect',
      'typed',
      'startLink',
      'memberChat',
    ]),
  },
  preview: {
    label: 'Preview',
    theme: 'dark',
    abilities: new Set<Ability>(['post', 'typed', 'selects', 'singleReader']),
  },
  terminal: { label: 'Terminal', theme: 'dark', abilities: new Set<Ability>(['typed']) },
}

/** The platform of a name as data hold it; undefined where there is none of that name. */
export function platformNamed(name: string): Platform | undefined {
  return Object.hasOwn(PLATFORMS, name) ? PLATFORMS[name as PlatformName] : undefined
}

/** Whether a platform has an ability; one that is not known has none. */
export function can(platform: string, ability: Ability): boolean {
  return platformNamed(platform)?.abilities.has(ability) === true
}

/** Whether a platform has all that a command needs; undefined needs nothing. */
export function canAll(platform: string, needs: readonly Ability[] = []): boolean {
  return needs.every((ability) => can(platform, ability))
}

/** The names of all platforms that have an ability. */
export function platformsThat(ability: Ability): readonly PlatformName[] {
  return (Object.keys(PLATFORMS) as PlatformName[]).filter((name) => can(name, ability))
}

/**
 * Addresses of chats and communities. Data hold an address as text (in requests, plans, settings and tables):
 * `discord:123`, `telegram:-100`, `telegram:-100:7`, `preview:abc`; a community is `discord:guild:123`. This file alone
 * knows how the text is made; everything else prints and parses addresses with it.
 */
import { can } from './platform.ts'

/** A chat, a topic of one, or a community, which has no chat of its own. */
export type Address = ChatAddress | CommunityAddress

export interface ChatAddress {
  readonly platform: string
  /** The channel, group or private chat, in the platform's id. */
  readonly chat: string
  readonly topic?: string | undefined
  readonly community?: undefined
}

export interface CommunityAddress {
  readonly platform: string
  /** In the platform's id. */
  readonly community: string
  readonly chat?: undefined
  readonly topic?: undefined
}

const COMMUNITY = 'guild'

/** The text of an address. */
export function printAddress({ platform, community, chat, topic }: Address): string {
  if (community !== undefined) return `${platform}:${COMMUNITY}:${community}`
  return topic === undefined ? `${platform}:${chat}` : `${platform}:${chat}:${topic}`
}

/** The parts of an address. A text that is none has an empty chat, or no platform that is known. */
export function parseAddress(address: string): Address {
  const [platform = '', chat = '', ...rest] = address.split(':')
  if (rest.length === 0) return { platform, chat }
  const more = rest.join(':')
  return chat === COMMUNITY ? { platform, community: more } : { platform, chat, topic: more }
}

/** Whether a text has the form of an address that schedules can post to. */
export function isPostAddress(text: string): boolean {
  return /^\w+:[\w:-]{1,64}$/u.test(text) && can(platformOf(text), 'post')
}

/** `discord` of `discord:123`. */
export function platformOf(address: string): string {
  return parseAddress(address).platform
}

/** Whose schedules and settings a chat shares: a topic's group; any other chat and a community are their own. */
export function ownerOf(address: string): string {
  const parts = parseAddress(address)
  return parts.topic === undefined ? address : printAddress({ platform: parts.platform, chat: parts.chat })
}

export function isCommunity(address: string): boolean {
  return parseAddress(address).community !== undefined
}

/** Another chat of the same platform as `beside`, by its id. */
export function chatBeside(beside: string, chat: string): string {
  return printAddress({ platform: platformOf(beside), chat })
}

/** A forum's first topic, General, which is the chat itself: what goes there names no topic. */
export const GENERAL_TOPIC = '1'

/** A topic of the chat that an address names; undefined, and the first of a forum, is the chat itself. */
export function topicOf(address: string, topic: string | undefined): string {
  const { platform, chat = '' } = parseAddress(address)
  return printAddress({ platform, chat, topic: topic === GENERAL_TOPIC ? undefined : topic })
}

/** The address after a chat `from` became `to`: of the chat itself and of its topics; any other stays. */
export function movedAddress(address: string, from: string, to: string): string {
  const isIn = address === from || address.startsWith(topicPrefix(from))
  return isIn ? `${to}${address.slice(from.length)}` : address
}

/** The same in a text that names addresses among other things, as JSON does. */
export function movedText(text: string, from: string, to: string): string {
  // Addresses have no characters that mean something in a pattern.
  return text.replace(new RegExp(`(?<![\\w:-])${from}(?!\\w)`, 'g'), () => to)
}

/** What the addresses of a chat's topics begin with. */
export function topicPrefix(chat: string): string {
  return `${chat}:`
}

/** What all addresses of a platform begin with. */
export function platformPrefix(platform: string): string {
  return `${platform}:`
}

/** A member of a platform, as the list of operators names them: `discord:123`. */
export function memberAddress({ platform, member }: MemberOf): string {
  return printAddress({ platform, chat: member })
}

/** The name under which a member's settings are kept: `member:discord:123`. */
export function memberSettings(of: MemberOf): string {
  return `member:${memberAddress(of)}`
}

/** The member of a name like that; undefined for any other address. */
export function memberIn(settings: string): MemberOf | undefined {
  const [, platform, member] = /^member:(\w+):(.+)$/u.exec(settings) ?? []
  return platform === undefined || member === undefined ? undefined : { platform, member }
}

/** The platform of a notice's reader: a chat, or a member by the name of their settings. */
export function platformOfRecipient(recipient: string): string {
  return memberIn(recipient)?.platform ?? platformOf(recipient)
}

/** The private chat of a member with the bot, where the platform gives it the member's own id. */
export function memberChat({ platform, member }: MemberOf): string | undefined {
  return can(platform, 'memberChat') ? printAddress({ platform, chat: member }) : undefined
}

/** A member of a platform. */
export interface MemberOf {
  readonly platform: string
  readonly member: string
}

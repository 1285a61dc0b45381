/** Who asks for alerts: a member in private, in a server, in a group; and what they have. */
import type { Reply, Request } from '#src/chat/request.ts'
import { type AlertBot, privatelyIn } from '../../support/alertbot.ts'

export const me = privatelyIn('en')
export const guild: Partial<Request> = {
  ...{ platform: 'discord', chat: 'discord:10', community: 'discord:guild:1', member: '42', place: 'guild' },
  memberLanguage: 'en',
}
export const group: Partial<Request> = {
  ...{ platform: 'telegram', chat: 'telegram:-9', member: '5', place: 'group', botName: 'kawaraban_bot' },
  memberLanguage: 'en',
}

export const titleOf = ({ message }: Reply) => message.title

/** The alerts of an owner, as the sample ends. */
export const mine = ({ store }: AlertBot, owner = 'member:telegram:5') =>
  store.alerts.list(owner, Date.parse('2025-11-24T01:00:00Z'))

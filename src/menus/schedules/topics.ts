/** Topics of a group by name: those that a moderator has made known by asking in them. */
import { isCommunity, ownerOf, parseAddress } from '#src/chat/address.ts'
import type { Named } from '#src/chat/posting.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { ModeratorContext, ScheduleModerator } from '../moderator.ts'

type Asker = Pick<ModeratorContext, 'personal' | 'by'>

/** Keeps the name of the topic that a moderator asks in, where the platform has told it. */
export async function rememberTopic({ personal, by }: Asker): Promise<void> {
  const { memory, now, request } = personal
  const { platform, chat, topicTitle: title } = request
  if (title === undefined || parseAddress(chat).topic === undefined) return
  await memory.rememberChat({ platform, member: by, chat, title, at: now })
}

/** Those of the group that a plan is for, the latest first. */
export async function topicsKnown(
  { target }: Pick<Plan, 'target'>,
  { personal, by }: Asker,
): Promise<readonly Named[]> {
  const group = ownerOf(target)
  const known = await personal.memory.chatsOf(personal.request.platform, by)
  return known.flatMap(({ chat, title }) => {
    const { topic } = parseAddress(chat)
    return topic !== undefined && ownerOf(chat) === group ? [{ id: topic, name: title }] : []
  })
}

/** Chats at most that a new schedule can be moved to by a button. */
const CHATS = 6

/**
 * The chats that a new schedule can be for beside the one that it is begun in: those that the member has managed. Whether
 * they still do is asked when one is chosen. None where a community has channels to choose from.
 */
export async function chatsKnown(
  { target }: Pick<Plan, 'target'>,
  { personal, by, owner, target: own }: Pick<ScheduleModerator, 'personal' | 'by' | 'owner' | 'target'>,
): Promise<readonly Named[]> {
  if (isCommunity(owner)) return []
  const known = await personal.memory.chatsOf(personal.request.platform, by)
  const others = known.flatMap(({ chat, title }) =>
    parseAddress(chat).topic === undefined ? [{ id: chat, name: title }] : [],
  )
  const here = [own, target].map(ownerOf)
  return others
    .toSorted((one, other) => Number(here.includes(other.id)) - Number(here.includes(one.id)))
    .slice(0, CHATS)
}

/** The plan with the name of the topic that it posts to, where that is known. */
export async function withTopicName(plan: Plan, asker: Asker): Promise<Plan> {
  const { topic } = parseAddress(plan.target)
  if (topic === undefined) return plan
  const { chat, topicTitle } = asker.personal.request
  const name =
    plan.target === chat && topicTitle !== undefined
      ? topicTitle
      : (await topicsKnown(plan, asker)).find(({ id }) => id === topic)?.name
  return name === undefined ? plan : { ...plan, options: { ...plan.options, topicName: name } }
}

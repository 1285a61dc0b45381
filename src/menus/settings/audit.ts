/** The last changes of settings: when, what became of which setting, and by whom. */
import type { ChatSettings, SettingChange } from '#src/chat/memory.ts'
import type { Block } from '#src/chat/message.ts'
import type { ModeratorContext } from '../moderator.ts'
import { memberNames } from '../membernames.ts'
import { formatLocal } from '../schedules/format.ts'
import { sourceKey } from './describe.ts'
import type { Levels } from './levels.ts'
import type { SettingNames } from './names.ts'
import { FIELDS, type Named, PRINTED } from './values.ts'

/** Changes that are shown. */
const CHANGES = 5

/** Those of the chat and its community, the newest first; nothing where one person alone changes anything. */
export async function changesIn(
  { isPage, isAlone, isSplit, isGuild }: Levels,
  moderator: ModeratorContext,
  settingNames: SettingNames,
): Promise<readonly Block[]> {
  if (isPage || isAlone) return []
  const { owner, target, personal, context } = moderator
  const { words } = context
  const changes = await personal.memory.settingChanges([...new Set([owner, target])], CHANGES)
  if (changes.length === 0) return []
  const names = await memberNames(
    changes.map(({ by }) => by),
    moderator,
  )
  const items = changes.map(async (change) => {
    const field = words.say(`settings:fields.${FIELDS[change.name]}`)
    const what = `${field}${words.grammar.colon}${await printedValue(change, context, settingNames)}`
    const where = words.say(sourceKey(change.of === owner ? 'all' : 'chat', isGuild))
    return words.say('schedules:history.change', {
      at: formatLocal(change.at, words.clock, words),
      what: isSplit ? words.grammar.aside(what, where) : what,
      name: names.get(change.by) ?? change.by,
    })
  })
  return [{ kind: 'bullets', heading: words.say('settings:changes'), items: await Promise.all(items) }]
}

async function printedValue(
  { name, settings }: SettingChange,
  context: ModeratorContext['context'],
  settingNames: SettingNames,
): Promise<string> {
  const { words } = context
  const { allowedChats, logChannel, reviewChannel, managerRole } = settings
  const chat = logChannel ?? reviewChannel
  const chats = allowedChats ?? (chat === undefined ? undefined : [chat])
  if (chats) return (await settingNames.chats(chats)).join(words.grammar.comma)
  if (managerRole !== undefined) return settingNames.role(managerRole)
  const print = PRINTED[name as Named] as (value: unknown, reader: typeof context) => string
  const value = settings[name as keyof ChatSettings]
  return value === undefined ? words.say('settings:putBack') : print(value, context)
}

/** The settings of a chat or a community, as a message with a button for each value. */
import type { Form } from '#src/chat/action.ts'
import { patchBetween } from '#src/chat/memory.ts'
import { type ButtonClick, type CommandContext, type MessageAnswer, UNCHANGED } from '#src/bot/command.ts'
import { type ChatScope, scopeOf } from '#src/bot/request/scope.ts'
import { type ModeratorContext, moderatorAt } from '../moderator.ts'
import { privateChatLink } from '../privatechatlink.ts'
import { changesIn } from './audit.ts'
import { changed, isShared } from './change.ts'
import { describeSettings } from './describe.ts'
import { inForce, keyOf, levelsOf, type Reach } from './levels.ts'
import { settingNames } from './names.ts'
import { reachKey, rowsOf, type Screen, SCREENS, settingsForm } from './rows.ts'

/** Throws RequestError where the member manages nothing here. */
export async function askSettings(context: CommandContext): Promise<MessageAnswer> {
  const { request } = context.personal ?? {}
  if (!request) throw new TypeError('settings are asked for by somebody')
  const moderator = await moderatorAt(scopeOf(request), context)
  if (request.place === 'group') return privateChatLink('settings', moderator)
  return settingsOf(moderator, 'all', 'main')
}

/** Rights are asked for anew. Throws RequestError. */
export async function onSettingsClick(click: ButtonClick, context: CommandContext): Promise<MessageAnswer> {
  const { choice, state } = click
  const moderator = await moderatorAt(scopeIn(state), context)
  const reach = reachIn(state)
  const [name = '', value = ''] = choice.split('=')
  const screen = SCREENS.find((one) => one === (name === 'screen' ? value : state.screen)) ?? 'main'
  if (name === 'screen') return settingsOf(moderator, reach, screen)
  if (name === 'page') return settingsOf(moderator, reach, screen, pageIn(value))
  const page = pageIn(state.page)
  if (choice === `reach=${reach}`) return UNCHANGED
  if (name === 'reach') return settingsOf(moderator, value === 'chat' ? 'chat' : 'all', 'main')
  // Who may configure, where members are answered and where troubles go is the community's to say.
  const key = isShared(name) ? moderator.owner : keyOf(moderator, reach)
  const { memory, now: at } = moderator.personal
  const before = await memory.settings(key)
  const after = changed(before, name, value, click, moderator)
  if (JSON.stringify(after) === JSON.stringify(before)) {
    // A form is answered below it; what was pressed shows already what holds.
    return name === 'coin' ? settingsOf(moderator, reach, screen, page) : UNCHANGED
  }
  await memory.changeSettings(key, patchBetween(before, after), { by: moderator.by, at })
  return settingsOf(moderator, reach, screen, page)
}

/** What a button of the settings asks for. Throws RequestError for a member who may not click it. */
export async function formOfSettings(
  { choice, state }: Pick<ButtonClick, 'choice' | 'state'>,
  context: CommandContext,
): Promise<Form | undefined> {
  const moderator = await moderatorAt(scopeIn(state), context)
  const coin = inForce(await levelsOf(moderator, reachIn(state)), 'coin')?.value ?? ''
  return settingsForm(choice, { words: context.words, coin: context.history.asset(coin)?.symbol ?? '' })
}

export async function settingsOf(
  moderator: ModeratorContext,
  reach: Reach,
  screen: Screen,
  page = 0,
): Promise<MessageAnswer> {
  const { context, owner, target } = moderator
  const { words } = context
  const levels = await levelsOf(moderator, reach)
  const { isSplit, isPage } = levels
  const names = settingNames(moderator)
  return {
    kind: 'message',
    message: {
      title: words.say('settings:title'),
      subtitle: words.say(isSplit ? reachKey(reach, levels) : 'settings:reach.only'),
      blocks: [
        await describeSettings(levels, moderator, names),
        ...(screen === 'main' ? await changesIn(levels, moderator, names) : []),
        ...(isPage ? [{ kind: 'paragraph' as const, text: words.say('settings:page') }] : []),
      ],
      images: [],
      footer: [
        words.say('settings:footer'),
        ...(isSplit ? [words.say(levels.isGuild ? 'settings:goesBefore' : 'settings:topicGoesBefore')] : []),
      ],
    },
    guide: {
      rows: rowsOf(screen, levels, moderator, page),
      state: { owner, target, reach, screen, page: String(page) },
      command: 'settings',
    },
  }
}

function scopeIn({ owner = '', target = '' }: ButtonClick['state']): ChatScope {
  return { owner, target }
}

function reachIn({ reach }: ButtonClick['state']): Reach {
  return reach === 'chat' ? 'chat' : 'all'
}

/** A page from 0; what is none is the first. */
function pageIn(text: string | undefined): number {
  return /^[0-9]$/u.test(text ?? '') ? Number(text) : 0
}

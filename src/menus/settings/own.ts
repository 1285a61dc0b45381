/** How a member wants to be answered where they alone read it. */
import { formatCity } from '#src/i18n/dates.ts'
import { memberSettings } from '#src/chat/address.ts'
import { type ChatSettings, patchBetween } from '#src/chat/memory.ts'
import { can } from '#src/chat/platform.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { type CommandContext, type MessageAnswer, requirePersonal } from '#src/bot/command.ts'
import { nameKey } from '#src/bot/arguments/input.ts'

export const OWN_LANGUAGES = [...LOCALES, 'auto'] as const

/** What `auto` is called. */
const AUTO = ['auto', '自動'].map(nameKey)

export function readAuto(typed: string): 'auto' | undefined {
  return AUTO.includes(nameKey(typed)) ? 'auto' : undefined
}

/** Saves what is given, where `auto` removes it, and shows what is in force then, in the language that was chosen. */
export async function saveOwn(
  given: { readonly language?: (typeof OWN_LANGUAGES)[number]; readonly zone?: string },
  context: CommandContext,
): Promise<MessageAnswer> {
  const { memory, request, now: at } = requirePersonal(context)
  const name = memberSettings(request)
  const before = await memory.settings(name)
  const { language, zone, ...rest } = { ...before, ...given }
  const settings: ChatSettings = {
    ...rest,
    ...(language !== undefined && language !== 'auto' && { language }),
    ...(zone !== undefined && zone !== 'auto' && { zone }),
  }
  if (Object.keys(given).length > 0) {
    await memory.changeSettings(name, patchBetween(before, settings), { at })
  }
  const { words: own } = context
  const words = settings.language ? createWords(settings.language, own.clock, own.reference, own.money) : own
  const isPage = can(request.platform, 'singleReader')
  return {
    kind: 'message',
    message: {
      title: words.say('settings:own.title'),
      blocks: [
        {
          kind: 'fields',
          items: [
            {
              name: words.say('settings:fields.language'),
              value: words.say(`settings:languages.${settings.language ?? 'auto'}`),
            },
            {
              name: words.say('settings:fields.zone'),
              value:
                settings.zone === undefined
                  ? words.say('settings:languages.auto')
                  : formatCity(settings.zone, words.locale),
            },
          ],
        },
        { kind: 'paragraph', text: words.say(isPage ? 'settings:page' : 'settings:own.text') },
      ],
      images: [],
      footer: [],
    },
    guide: {
      rows: [
        OWN_LANGUAGES.map((one) => ({
          kind: 'button',
          choice: one,
          label: words.say(`settings:languages.${one}`),
          active: one === (settings.language ?? 'auto'),
        })),
      ],
      state: {},
      command: 'language',
    },
  }
}

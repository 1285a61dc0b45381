/** `/language`: the language of a member's private answers; `auto` follows their app. */
import { choice, optional } from '#src/bot/arguments.ts'
import { defineCommand, requirePersonal, UNCHANGED } from '#src/bot/command.ts'
import { memberSettings } from '#src/chat/address.ts'
import { OWN_LANGUAGES, saveOwn } from '#src/menus/settings/own.ts'

export default defineCommand({
  name: 'language',
  args: { language: optional(choice(OWN_LANGUAGES)) },
  personal: true,
  private: true,
  examples: ['/language', '/language ja', '/language auto'],
  run: ({ language }, context) => saveOwn(language === undefined ? {} : { language }, context),
  async onClick({ choice }, context) {
    const language = OWN_LANGUAGES.find((one) => one === choice)
    const { memory, request } = requirePersonal(context)
    if (((await memory.settings(memberSettings(request))).language ?? 'auto') === language) return UNCHANGED
    return saveOwn(language === undefined ? {} : { language }, context)
  },
})

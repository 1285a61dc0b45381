/** `/language`: the language of a member's private answers; `auto` follows their app. */
import { choice } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { saveOwn } from '#src/bot/settings/own.ts'

export default defineCommand({
  name: 'language',
  args: { language: choice(['ja', 'en', 'auto']) },
  personal: true,
  private: true,
  examples: ['/language ja', '/language auto'],
  run: ({ language }, context) => saveOwn({ language }, context),
})

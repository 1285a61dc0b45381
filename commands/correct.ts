/** `/correct <edition>`: the operator freezes an edition anew, and what was posted of it is edited. */
import { text } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { correctEdition } from '#src/bot/answer/correct.ts'

export default defineCommand({
  name: 'correct',
  args: { edition: text() },
  permission: 'owner',
  personal: true,
  private: true,
  examples: ['/correct 2025-11-24'],
  run: ({ edition }, context) => correctEdition(edition, context),
})

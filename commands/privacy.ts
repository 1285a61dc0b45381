/** `/privacy`: what the bot keeps of a member or of a chat, as a file, or removed. */
import { defineCommand } from '#src/bot/command.ts'
import { askPrivacy, onPrivacyClick } from '#src/menus/privacy.ts'

export default defineCommand({
  name: 'privacy',
  args: {},
  personal: true,
  private: true,
  examples: ['/privacy'],
  run: (_, context) => askPrivacy(context),
  onClick: onPrivacyClick,
})

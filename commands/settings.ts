/** `/settings`: language, time zone, look and privacy of a chat, and who may configure it. */
import { defineCommand } from '#src/bot/command.ts'
import { askSettings, formOfSettings, onSettingsClick } from '#src/menus/settings/menu.ts'

export default defineCommand({
  name: 'settings',
  aliases: ['config'],
  args: {},
  permission: 'manager',
  personal: true,
  private: true,
  examples: ['/settings'],
  run: (_, context) => askSettings(context),
  onClick: onSettingsClick,
  form: formOfSettings,
})

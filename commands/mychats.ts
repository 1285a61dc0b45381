/** `/mychats`: the groups and channels that a member manages, each with its menus, in the private chat. */
import { defineCommand } from '#src/bot/command.ts'
import { chatsOf, onChatsClick } from '#src/menus/start.ts'

export default defineCommand({
  name: 'mychats',
  args: {},
  places: ['private'],
  needs: ['startLink'],
  personal: true,
  examples: ['/mychats'],
  run: (_, context) => chatsOf(context),
  onClick: onChatsClick,
})

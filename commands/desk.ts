/** `/desk`: editions reviewed, approved and given a headline before they are posted, and the log of that. */
import { choice, optional } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { askDesk, formOfDesk, isForOne, onDeskClick } from '#src/menus/desk/clicks.ts'

export default defineCommand({
  name: 'desk',
  args: { action: optional(choice(['channel', 'log'])) },
  permission: 'manager',
  personal: true,
  private: true,
  examples: ['/desk', '/desk channel', '/desk log'],
  run: ({ action }, context) => askDesk(action ?? 'menu', context),
  onClick: onDeskClick,
  form: formOfDesk,
  alone: isForOne,
})

/** `/note`: what the editors say of the next edition, in each language. */
import { defineCommand } from '#src/bot/command.ts'
import { askDesk, formOfDesk, onDeskClick } from '#src/menus/desk/clicks.ts'

export default defineCommand({
  name: 'note',
  args: {},
  permission: 'manager',
  personal: true,
  private: true,
  examples: ['/note'],
  run: (_, context) => askDesk('edition', context),
  onClick: onDeskClick,
  form: formOfDesk,
})

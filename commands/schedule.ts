/** `/schedule`: what is posted here by itself, and when; set up in menus, or in one line. */
import { choice, file, optional, text } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { number, time, weekday, zone } from '#src/bot/schedules/arguments.ts'
import { ACTIONS, askSchedules } from '#src/bot/schedules/ask.ts'
import { SCHEDULED } from '#src/bot/schedules/plan.ts'
import { suggestSections } from '#src/bot/sections.ts'
import { formOfSchedules, pressSchedules } from '#src/bot/schedules/press.ts'

const NEW = ['what', 'day', 'time', 'timezone', 'language', 'channel', 'sections', 'options']
const ONE = ['number']

export default defineCommand({
  name: 'schedule',
  args: {
    action: optional(choice(ACTIONS)),
    number,
    what: optional(choice(['weekly', ...SCHEDULED])),
    day: weekday,
    time,
    timezone: zone,
    language: optional(choice(['ja', 'en', 'both'])),
    channel: text({ optional: true }),
    sections: text({ optional: true, suggest: suggestSections }),
    options: text({ optional: true }),
    file: file(),
  },
  permission: 'manager',
  personal: true,
  private: true,
  subcommands: {
    argument: 'action',
    args: {
      ...{ list: [], add: NEW, edit: ONE, pause: ONE, resume: ONE, skip: ONE, run: ONE, test: ONE },
      ...{ clone: ONE, delete: ONE, history: ONE, export: [], import: ['file'] },
    },
  },
  examples: ['/schedule', '/schedule add', '/schedule weekly mon 09:30 Asia/Tokyo ja', '/schedule skip 3'],
  run: ({ timezone, ...said }, context) => askSchedules({ ...said, zone: timezone }, context),
  press: pressSchedules,
  form: formOfSchedules,
})

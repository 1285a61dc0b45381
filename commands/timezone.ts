/** `/timezone`: the zone of times of day in a member's private answers; `auto` follows the language. */
import { word } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { nearZones, readZone, suggestZones } from '#src/bot/arguments/zones.ts'
import { readAuto, saveOwn } from '#src/menus/settings/own.ts'

const zone = word({
  read: (typed) => readAuto(typed) ?? readZone(typed),
  print: (name) => name,
  refusal: 'schedules.badZone',
  near: nearZones,
  suggest: (typed, { words }) => suggestZones(typed, words),
})

export default defineCommand({
  name: 'timezone',
  args: { timezone: zone },
  personal: true,
  private: true,
  examples: ['/timezone Asia/Tokyo', '/timezone ニューヨーク', '/timezone auto'],
  run: ({ timezone }, context) => saveOwn(timezone === undefined ? {} : { zone: timezone }, context),
})

/** `/skip 3`: the short form of `/schedule skip 3`. */
import { shortForm } from '#src/bot/schedules/short.ts'

export default shortForm('skip')

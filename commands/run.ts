/** `/run 3`: the short form of `/schedule run 3`. */
import { shortForm } from '#src/bot/schedules/short.ts'

export default shortForm('run')

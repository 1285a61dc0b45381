/** `/run 3`: the short form of `/schedule run 3`. */
import { shortForm } from '#src/menus/schedules/short.ts'

export default shortForm('run')

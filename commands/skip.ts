/** `/skip 3`: the short form of `/schedule skip 3`. */
import { shortForm } from '#src/menus/schedules/short.ts'

export default shortForm('skip')

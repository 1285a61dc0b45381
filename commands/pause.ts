/** `/pause 3`: the short form of `/schedule pause 3`. */
import { shortForm } from '#src/menus/schedules/short.ts'

export default shortForm('pause')

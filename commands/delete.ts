/** `/delete 3`: the short form of `/schedule delete 3`. */
import { shortForm } from '#src/menus/schedules/short.ts'

export default shortForm('delete')

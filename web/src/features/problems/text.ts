/** Every word of the problems. */
import { counted } from '../../ui/words/numbers.ts'

export const problemsText = {
  title: 'Problems',
  count: (problems: number) => counted(problems, 'thing to look at', 'things to look at'),
  severity: { error: 'Error', warning: 'Warning', info: 'Note' },
  setting: 'Setting:'
}

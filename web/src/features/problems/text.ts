/** Every word of the problems. */
import { inLanguage } from '../../ui/words/language.ts'
import { counted } from '../../ui/words/numbers.ts'

const english = {
  title: 'Problems',
  count: (problems: number) => counted(problems, 'thing to look at', 'things to look at'),
  severity: { error: 'Error', warning: 'Warning', info: 'Note' },
  setting: 'Setting:'
}

const german: typeof english = {
  title: 'Probleme',
  count: (problems) => counted(problems, 'Sache zum Ansehen', 'Sachen zum Ansehen'),
  severity: { error: 'Fehler', warning: 'Warnung', info: 'Hinweis' },
  setting: 'Einstellung:'
}

export const problemsText = inLanguage({ en: english, de: german })

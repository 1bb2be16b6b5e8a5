/** The words of the set-up outside its page. */
import { inLanguage } from '../../ui/words/language.ts'

const english = {
  sentence: 'Set-up is not finished; nothing is moved until then.',
  go: 'Go on with it'
}

const german: typeof english = {
  sentence: 'Die Einrichtung ist nicht fertig; bis dahin wird nichts bewegt.',
  go: 'Weiter einrichten'
}

export const bannerText = inLanguage({ en: english, de: german })

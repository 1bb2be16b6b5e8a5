/** Every word of the settings page but the names of the settings themselves. */
import { inLanguage } from '../../ui/words/language.ts'
import { english } from './text-english.ts'
import { german } from './text-german.ts'

export const settingsText = inLanguage({ en: english, de: german })

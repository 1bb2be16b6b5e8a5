/** Every page, and every order that is possible now, by its name and from the keyboard. */
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import '@mantine/spotlight/styles.css'
import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconBolt, IconLanguage, IconPalette, IconSearch, IconSparkles } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { orderNames } from '../../features/status/orderable.ts'
import type { useOrders } from '../../features/status/use-orders.ts'
import { usePossible } from '../../features/status/use-possible.ts'
import { useStore } from '../../live/store.ts'
import { uiText } from '../../ui/text.ts'
import { language, languages, speak } from '../../ui/words/language.ts'
import { pages } from '../pages.ts'
import { routesText } from '../text.ts'
import { closePalette, paletteOpen } from './palette-store.ts'

const text = routesText.palette
const ICON = 18
const schemes: readonly MantineColorScheme[] = ['dark', 'light', 'auto']
const [store, spotlight] = createSpotlight()

/** Opens when told to; what is chosen happens and closes it. */
export function Palette({ orders }: { readonly orders: ReturnType<typeof useOrders> }) {
  const isOpen = useStore(paletteOpen)
  const { setColorScheme } = useMantineColorScheme()
  const navigate = useNavigate()
  useEffect(() => (isOpen ? spotlight.open() : spotlight.close()), [isOpen])

  const toPages = pages.map(({ to, label, Icon }) => ({
    id: to,
    label,
    leftSection: <Icon size={ICON} aria-hidden="true" />,
    onClick: () => void navigate({ to })
  }))
  const toSetUp = {
    id: 'welcome',
    label: routesText.pages.welcome,
    leftSection: <IconSparkles size={ICON} aria-hidden="true" />,
    onClick: () => void navigate({ to: '/welcome' })
  }
  const toOrder = usePossible().map((what) => ({
    id: what,
    label: orderNames[what],
    leftSection: <IconBolt size={ICON} aria-hidden="true" />,
    onClick: () => orders.order(what)
  }))
  const looks = schemes.map((scheme) => ({
    id: scheme,
    label: uiText.themeIs(uiText.theme[scheme]),
    leftSection: <IconPalette size={ICON} aria-hidden="true" />,
    onClick: () => setColorScheme(scheme)
  }))
  const tongues = languages
    .filter((name) => name !== language)
    .map((name) => ({
      id: name,
      label: `${routesText.language}: ${routesText.languages[name]}`,
      leftSection: <IconLanguage size={ICON} aria-hidden="true" />,
      onClick: () => speak(name)
    }))
  return (
    <Spotlight
      store={store}
      attributes={{ content: { 'aria-label': text.label } }}
      shortcut={null}
      onSpotlightClose={closePalette}
      nothingFound={text.nothing}
      scrollable
      maxHeight="60vh"
      actions={[
        { group: text.pages, actions: [...toPages, toSetUp] },
        { group: text.orders, actions: toOrder },
        { group: text.appearance, actions: [...looks, ...tongues] }
      ].filter(({ actions }) => actions.length > 0)}
      searchProps={{
        leftSection: <IconSearch size={ICON} aria-hidden="true" />,
        placeholder: text.placeholder,
        'aria-label': text.placeholder
      }}
    />
  )
}

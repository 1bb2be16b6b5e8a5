/** Mantine in our colours; everything else of the look stands in tokens.css. */
import { Button, createTheme, type MantineColorsTuple } from '@mantine/core'

const mint: MantineColorsTuple = [
  '#e7fbf5',
  '#c9f4e7',
  '#9be9d2',
  '#66dcb9',
  '#3dcfa5',
  '#22b88e',
  '#139a76',
  '#0d7d60',
  '#0a6a52',
  '#07493a'
]

/** Mantine's own greys of the dark theme, from text to ground. */
const dark: MantineColorsTuple = [
  '#eceef2',
  '#c9ced7',
  '#a9b1bd',
  '#8b94a2',
  '#363d49',
  '#252a33',
  '#1c2027',
  '#14171c',
  '#101318',
  '#0c0e11'
]

export const theme = createTheme({
  primaryColor: 'mint',
  primaryShade: { light: 8, dark: 4 },
  colors: { mint, dark },
  respectReducedMotion: true,
  defaultRadius: 8,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  cursorType: 'pointer',
  components: {
    // Mantine decides the text on a filled button once for both themes; ours needs dark text in the dark theme.
    Button: Button.extend({
      defaultProps: { variant: 'filled' },
      vars: (_theme, { variant }) => ({ root: variant === 'filled' ? { '--button-color': 'var(--on-accent)' } : {} })
    })
  }
})

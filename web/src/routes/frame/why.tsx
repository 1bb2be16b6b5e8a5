/** Opens why over any page while its address asks for it; loaded only then. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'

const WhyDrawer = lazy(() =>
  import('../../features/why/why-drawer.tsx').then((module) => ({ default: module.WhyDrawer }))
)

/** The last question stays while the drawer slides out. */
export function WhyOver() {
  const { why } = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const [last, setLast] = useState(why)
  if (why !== undefined && why !== last) setLast(why)
  if (last === undefined) return null
  const close = () => void navigate({ to: '.', search: ({ why: _why, ...rest }) => rest, resetScroll: false })
  return (
    <Suspense fallback={null}>
      <WhyDrawer ask={last} opened={why !== undefined} close={close} />
    </Suspense>
  )
}

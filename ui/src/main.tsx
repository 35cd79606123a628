import '@mantine/core/styles.css'
import './app/app.css'
import { MantineProvider, createTheme } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './app/router'
import { ApiError } from './shared/api'
import { EventProvider } from './shared/events'
import { readWords } from './shared/words'

// the word that the content policy of this answer lets styles in by; a library looks for it under a name of its own
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
Object.assign(globalThis, { __webpack_nonce__: nonce })

const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: 9,
  defaultRadius: 'sm',
  fontFamily: 'Inter, system-ui, sans-serif',
})

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
})

// the page's own files come while the words do
void router.preloadRoute({ to: location.pathname } as never)

await readWords()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider getStyleNonce={() => nonce} theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <EventProvider>
          <RouterProvider router={router} />
        </EventProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)

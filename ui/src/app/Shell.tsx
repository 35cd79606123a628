import { Alert, AppShell, Burger, Button, Group, Kbd, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Link, useRouter } from '@tanstack/react-router'
import { Suspense, lazy, useEffect, type ReactNode } from 'react'
import { DropDeploy } from '../deploying/DropDeploy'
import { AnchorLink } from '../shared/AnchorLink'
import { useLive } from '../shared/events'
import { insideTarget } from '../shared/PlainLink'
import { Notices } from '../shared/notices'
import { Problem } from '../shared/Problem'
import { may, useSession, type Session } from '../shared/session'
import { zone } from '../shared/time'
import { t } from '../shared/words'
import { admin, browse, main, type Place } from './nav'

const Palette = lazy(() => import('./Palette'))
const KeySheet = lazy(() => import('./KeySheet'))
const LogoutModal = lazy(() => import('./LogoutModal'))
const TokenModal = lazy(() => import('./TokenModal'))
const Settings = lazy(() => import('./Settings'))

/** What every page has around it: where one can go, who one is, and whether what is shown is live. */
export function Shell({ children }: { children: ReactNode }) {
  const session = useSession()
  const [isFinding, finding] = useDisclosure(false)
  const [isHelping, helping] = useDisclosure(false)
  const [isSetting, setting] = useDisclosure(false)
  const [isLeaving, leaving] = useDisclosure(false)
  const [isMaking, making] = useDisclosure(false)
  const isLive = useLive()
  const theme = session.data?.theme
  useEffect(() => {
    if (theme) void import('./theme').then((file) => file.applyTheme(theme))
  }, [theme])
  const router = useRouter()
  useEffect(() => {
    const follow = (event: globalThis.MouseEvent) => {
      const target = insideTarget(event)
      if (target === null) return
      event.preventDefault()
      router.history.push(target)
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [router])
  const seen = (places: Place[]) => places.filter((place) => !place.right || may(session.data, place.right[0], place.right[1]))
  useHotkeys([
    ['mod+K', finding.open],
    ['shift+?', helping.open],
    ['?', helping.open],
  ])

  return (
    <AppShell header={{ height: 48 }} padding="md">
      <a className="skip" href="#main">
        {t('To the content')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="lg" wrap="nowrap" component="nav" aria-label={t('Main')}>
            <SmallMenu places={[...seen(main), ...seen(browse), ...seen(admin)]} />
            <AnchorLink to="/" underline="never" c="inherit" fw={700}>
              {theme?.icon && <img className="sign light-only" src={theme.icon} alt="" />}
              {(theme?.icon_dark_mode ?? theme?.icon) && <img className="sign dark-only" src={theme?.icon_dark_mode ?? theme?.icon} alt="" />}
              {session.data?.instance_name ?? 'Airflow.NET'}
            </AnchorLink>
            <Group gap="lg" wrap="nowrap" visibleFrom="md">
              {seen(main).map((place) => (
                <Link key={place.to} to={place.to} className="nav" activeProps={{ className: 'nav active' }}>
                  {place.label()}
                </Link>
              ))}
              <Places label={t('Browse')} places={seen(browse)} />
              <Places label={t('Admin')} places={seen(admin)} />
            </Group>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Button variant="default" size="compact-sm" fw={400} onClick={finding.open} title={t('Find a page, a DAG or a run')}>
              {t('Find')} <Kbd ml={6} size="xs" visibleFrom="sm" aria-hidden>Ctrl K</Kbd>
            </Button>
            <Button variant="subtle" size="compact-sm" color="gray" fw={400} c="inherit" visibleFrom="sm" onClick={setting.open} aria-label={t('Time zone: {{zone}}', { zone: zone() })}>
              {zone()}
            </Button>
            <UserMenu session={session.data} onSettings={setting.open} onKeys={helping.open} onToken={making.open} onLeave={leaving.open} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main id="main">
        {!isLive && (
          <Alert color="yellow" mb="md" role="status" title={t('Not connected')}>
            <Text size="sm">{t('What is shown is what was known last. The page goes on by itself when the server is back.')}</Text>
          </Alert>
        )}
        {session.error && <Problem error={session.error} retry={() => void session.refetch()} />}
        {children}
      </AppShell.Main>
      <Notices />
      <DropDeploy session={session.data} />
      <Suspense>
        {isFinding && <Palette places={[...seen(main), ...seen(browse), ...seen(admin)]} session={session.data} onClose={finding.close} />}
        {isHelping && <KeySheet onClose={helping.close} />}
        {isSetting && <Settings onClose={setting.close} />}
        {isMaking && <TokenModal onClose={making.close} />}
        {isLeaving && <LogoutModal onClose={leaving.close} />}
      </Suspense>
    </AppShell>
  )
}

function Places({ label, places }: { label: string; places: Place[] }) {
  if (places.length === 0) return null
  return (
    <Menu position="bottom-start" trigger="click-hover" openDelay={80}>
      <Menu.Target>
        <UnstyledButton className="nav">{label} ▾</UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map((place) => (
          <Menu.Item key={place.to} component={Link} to={place.to}>
            {place.label()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** All places in one menu, where the window is small. */
function SmallMenu({ places }: { places: Place[] }) {
  const [isOpen, open] = useDisclosure(false)
  return (
    <Menu opened={isOpen} onChange={open.toggle} position="bottom-start" width="90vw">
      <Menu.Target>
        <Burger hiddenFrom="md" size="sm" opened={isOpen} aria-label={t('All pages')} />
      </Menu.Target>
      <Menu.Dropdown>
        {places.map((place) => (
          <Menu.Item key={place.to} component={Link} to={place.to} py="sm">
            {place.label()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface UserMenuProps {
  session: Session | undefined
  onSettings: () => void
  onKeys: () => void
  onToken: () => void
  onLeave: () => void
}

function UserMenu({ session, onSettings, onKeys, onToken, onLeave }: UserMenuProps) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const schemes = [
    ['auto', t('Colours of the system')],
    ['light', t('Light')],
    ['dark', t('Dark')],
  ] as const
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" size="compact-sm" color="gray" c="inherit">
          {session?.username ?? t('Account')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(([scheme, label]) => (
          <Menu.Item key={scheme} onClick={() => setColorScheme(scheme)} aria-checked={colorScheme === scheme} role="menuitemradio" leftSection={colorScheme === scheme ? '✓' : ' '}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onSettings}>{t('Language and time zone…')}</Menu.Item>
        <Menu.Item onClick={onKeys}>{t('Keys')}</Menu.Item>
        <Menu.Item component={Link} to="/profile">
          {t('Profile and tokens')}
        </Menu.Item>
        {may(session, 'can_edit', 'My Profile') && <Menu.Item onClick={onToken}>{t('Token of the moment…')}</Menu.Item>}
        <Menu.Divider />
        <Menu.Item onClick={onLeave}>{t('Log out…')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

#!/bin/bash
# The one program of the screen's session: the browser, on the whole display. KEPU_ADDRESS is where it begins,
# KEPU_ROTATE how the display stands; KEPU_PROFILE, KEPU_PORT and KEPU_MORE (further flags) are for trying it out.
set -eu

if [ -n "${DISPLAY:-}" ]; then
  # The display is on until the timers say otherwise: no saver, no standby of its own.
  xset s off s noblank +dpms dpms 0 0 0
  xrandr --output "$(xrandr --query | awk '/ connected/ { print $1; exit }')" --auto --rotate "${KEPU_ROTATE:-normal}"
  # Nothing of its keys and menus: it only makes the window as large as the display.
  openbox --config-file "$(dirname "$0")/openbox.xml" &
fi

flags=(
  --kiosk --no-first-run --no-default-browser-check --password-store=basic
  # After a power cut it says nothing of the last session.
  --noerrdialogs --hide-crash-restore-bubble --disable-session-crashed-bubble
  # Fingers neither enlarge the page nor go back.
  --disable-pinch --overscroll-history-navigation=0 --touch-events=enabled --autoplay-policy=no-user-gesture-required
  --disable-features=Translate,MediaRouter --disable-sync --disable-component-update
  # Timers keep their pace, whatever the browser thinks of a page that nobody touches.
  --disable-background-timer-throttling --disable-renderer-backgrounding --disable-backgrounding-occluded-windows
  # What watch.sh asks; only this machine reaches it.
  --remote-debugging-address=127.0.0.1 --remote-debugging-port="${KEPU_PORT:-9222}"
  --user-data-dir="${KEPU_PROFILE:-/var/lib/kepu-kiosk/profile}"
)
read -ra more <<<"${KEPU_MORE:-}"
exec "${CHROMIUM:-chromium}" "${flags[@]}" "${more[@]}" "$KEPU_ADDRESS"

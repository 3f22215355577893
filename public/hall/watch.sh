#!/bin/bash
# Asks the browser of a screen in a hall whether its page lives, and has it started anew if not. A page lives when it
# answers, and when on the loop, or where the browser shows an error of its own, its title moves: the loop's title says
# the time. A visitor may stay on one page for as long as they like.
#
# KEPU_PORT     where the browser listens (9222)
# KEPU_EVERY    seconds between questions, and for how long an answer is waited (20)
# KEPU_MISSES   so many questions in a row without an answer are enough (3)
# KEPU_STILL    so many seconds with the same title are enough (300)
# KEPU_RESTART  what starts the browser anew (systemctl restart kepu-kiosk.service)
set -u
export LC_ALL=C
port=${KEPU_PORT:-9222}
every=${KEPU_EVERY:-20}
misses=${KEPU_MISSES:-3}
still=${KEPU_STILL:-300}
restart=${KEPU_RESTART:-systemctl restart kepu-kiosk.service}

# The path of the first page's socket.
page() {
  curl -sf -m "$every" "http://127.0.0.1:$port/json/list" |
    awk -F'"' '/"type": "page"/ { page = 1 } /"webSocketDebuggerUrl"/ && page { print $4; exit }' |
    sed 's|^ws://[^/]*||'
}

# Address and title, as the page itself says them; nothing where it does not answer. A browser may know the title of
# a page that is long dead, so the page is asked, by one frame over its socket (RFC 6455; a mask of zeros).
ask() {
  local path line part question
  path=$(page)
  [ -n "$path" ] || return
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: a2VwdS1raW9zay13YXRjaA==\r\n\r\n' "$path" "$port" >&3
  while IFS= read -r -t "$every" line <&3 && [ "$line" != $'\r' ]; do :; done
  question='{"id":1,"method":"Runtime.evaluate","params":{"expression":"location.href+` `+document.title"}}'
  printf '\x81\x'"$(printf %x $((128 + ${#question})))"'\0\0\0\0%s' "$question" >&3
  while IFS= read -r -t "$every" -d '}' part <&3; do
    case $part in
      *'"id":1,'*'"value":"'*) printf '%s\n' "${part#*\"value\":\"}" && break ;;
    esac
  done
  exec 3>&-
}

missed=0
before=
since=$SECONDS
while sleep "$every"; do
  now=$(ask 2>/dev/null)
  if [ -n "$now" ]; then missed=0; else missed=$((missed + 1)); fi
  case $now in
    '' | chrome-error:* | http*://*/kiosk[/\ ]*) [ "$now" = "$before" ] || since=$SECONDS ;;
    *) since=$SECONDS ;;
  esac
  before=$now
  [ "$missed" -ge "$misses" ] || [ $((SECONDS - since)) -ge "$still" ] || continue
  echo "the page $([ "$missed" = 0 ] && echo "stands still" || echo "does not answer"): starting it anew"
  $restart
  missed=0
  since=$SECONDS
done

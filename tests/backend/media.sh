#!/usr/bin/env bash
# media.sh DIR: the demo's films, one minute of a test picture and a tone that rises and falls like speech.
#   replay.m3u8  the ladder: replay-240p.m3u8, replay-360p.m3u8, replay-540p.m3u8, replay-audio.m3u8, segments of 2 s
#   replay.mp4   the same in one file
#   sign.mp4     a small picture that stands in for an interpreter of sign language
#   live.txt     what the captions of the live stream say: the second of the film and the words
# The backend makes live*.m3u8 and the captions out of them by the clock. What is there already is left as it is.
set -euo pipefail
folder=${1:?usage: media.sh DIR}
command -v ffmpeg >/dev/null || {
  echo "media.sh: ffmpeg is missing: install it (Debian: sudo apt-get install ffmpeg)" >&2
  exit 1
}
mkdir -p "$folder"
cd "$folder"

SECONDS_LONG=60
picture() { echo "testsrc2=s=$1:r=15:d=$SECONDS_LONG"; }
voice="aevalsrc='0.25*(0.6+0.4*sin(2*PI*3.1*t))*(sin(2*PI*150*t+9*sin(2*PI*0.7*t))+0.5*sin(2*PI*450*t+9*sin(2*PI*0.9*t))+0.3*sin(2*PI*1200*t+9*sin(2*PI*1.3*t)))':s=44100:d=$SECONDS_LONG"
quiet=(-hide_banner -loglevel error -nostdin -y)
# A key frame every 2 s, nowhere else, and no B frames: every rendition is cut at the same places.
video=(-c:v libx264 -preset veryfast -profile:v baseline -pix_fmt yuv420p -g 30 -keyint_min 30 -sc_threshold 0)
sound=(-c:a aac -ac 1 -ar 44100)
hls=(-f hls -hls_time 2 -hls_playlist_type vod -hls_flags independent_segments)

# rendition NAME COMMAND…: runs the command unless its playlist is there.
rendition() {
  local name=$1
  shift
  [ -e "replay-$name.m3u8" ] && return
  "$@" "${hls[@]}" -hls_segment_filename "replay-$name-%03d.ts" "making-$name.m3u8"
  mv "making-$name.m3u8" "replay-$name.m3u8"
}

film() { # SIZE VIDEO_KBPS AUDIO_KBPS
  ffmpeg "${quiet[@]}" -f lavfi -i "$(picture "$1")" -f lavfi -i "$voice" -t $SECONDS_LONG \
    "${video[@]}" -b:v "$2k" -maxrate "$2k" -bufsize "$(($2 * 2))k" "${sound[@]}" -b:a "$3k" "${@:4}"
}

only_sound() {
  ffmpeg "${quiet[@]}" -f lavfi -i "$voice" -t $SECONDS_LONG "${sound[@]}" -b:a 40k "$@"
}

rendition 240p film 426x240 140 40
rendition 360p film 640x360 350 48
rendition 540p film 960x540 700 64
rendition audio only_sound
if [ ! -e replay.mp4 ]; then
  film 640x360 350 48 -movflags +faststart -f mp4 making.mp4
  mv making.mp4 replay.mp4
fi
if [ ! -e sign.mp4 ]; then
  ffmpeg "${quiet[@]}" -f lavfi -i "testsrc=s=240x320:r=15:d=$SECONDS_LONG" "${video[@]}" -b:v 80k -an \
    -movflags +faststart -f mp4 making.mp4
  mv making.mp4 sign.mp4
fi
if [ ! -e live.txt ]; then
  cat >making.txt <<'WORDS'
0 这是一路测试直播。
4 画面和声音都是电脑生成的。
8 字幕由主办方的速录员写，每隔几秒送来一句。
13 它和画面按同一个时钟走。
18 量子的牌，翻开之前两种可能同时存在。
24 这就叫叠加。
28 翻开一次，只得到一个结果。
33 两张“连在一起”的牌，叫作纠缠。
38 有人偷看，关联就会变。
43 所以通信能发现窃听。
48 听不清时，可以把字幕放大。
53 想提问的朋友，请写在下面的提问区。
WORDS
  mv making.txt live.txt
fi
if [ ! -e replay.m3u8 ]; then
  cat >making.m3u8 <<'LADDER'
#EXTM3U
#EXT-X-VERSION:3
#EXT-X-STREAM-INF:BANDWIDTH=220000,RESOLUTION=426x240,CODECS="avc1.42c015,mp4a.40.2",NAME="240p"
replay-240p.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=480000,RESOLUTION=640x360,CODECS="avc1.42c01e,mp4a.40.2",NAME="360p"
replay-360p.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=860000,RESOLUTION=960x540,CODECS="avc1.42c01f,mp4a.40.2",NAME="540p"
replay-540p.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=60000,CODECS="mp4a.40.2",NAME="audio"
replay-audio.m3u8
LADDER
  mv making.m3u8 replay.m3u8
fi

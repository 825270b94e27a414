#!/bin/sh
# /usr/local/bin/greenlane: the command line as the service has it. Run it as root.
set -eu
umask 077
set -a
. /etc/greenlane/greenlane.env
set +a
cd /
exec runuser -u greenlane -- /opt/greenlane/bin/greenlane "$@"

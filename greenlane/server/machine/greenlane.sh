#!/bin/sh
# /usr/local/bin/greenlane: the command line as the service has it. Run it as root.
set -eu
umask 077
# Taken as it stands: a password in DATABASE_URL may hold what a shell would act on.
while IFS= read -r line; do
    case $line in
        '' | '#'*) ;;
        *=*) export "${line?}" ;;
    esac
done < /etc/greenlane/greenlane.env
cd /
exec runuser -u greenlane -- /opt/greenlane/bin/greenlane "$@"

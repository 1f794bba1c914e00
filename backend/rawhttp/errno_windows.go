package rawhttp

import (
	"errors"

	"golang.org/x/sys/windows"
)

func isConnectionRefused(err error) bool { return errors.Is(err, windows.WSAECONNREFUSED) }

func isConnectionReset(err error) bool {
	return errors.Is(err, windows.WSAECONNRESET) || errors.Is(err, windows.WSAECONNABORTED)
}

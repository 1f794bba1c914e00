package app

import (
	"errors"

	"golang.org/x/sys/windows"
)

func isAddressInUse(err error) bool { return errors.Is(err, windows.WSAEADDRINUSE) }

func isNotAllowed(err error) bool { return errors.Is(err, windows.WSAEACCES) }

func isNotOurs(err error) bool { return errors.Is(err, windows.WSAEADDRNOTAVAIL) }

//go:build !windows

package app

import (
	"errors"
	"syscall"
)

func isAddressInUse(err error) bool { return errors.Is(err, syscall.EADDRINUSE) }

func isNotAllowed(err error) bool { return errors.Is(err, syscall.EACCES) }

func isNotOurs(err error) bool { return errors.Is(err, syscall.EADDRNOTAVAIL) }

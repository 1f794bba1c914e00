package datafolder

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

func isNoSpace(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

func isReadOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

func isNotFolder(err error) bool { return errors.Is(err, windows.ERROR_DIRECTORY) }

// syncFolder has nothing to do: NTFS journals renames and folders cannot be flushed.
func syncFolder(string) error { return nil }

// tooOpen is always false: the user's local application data is private by its access list.
func tooOpen(os.FileInfo) bool { return false }

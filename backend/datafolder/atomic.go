package datafolder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"antomdesk/backend/sandbox"
)

// temporarySuffix marks files that are still being written.
const temporarySuffix = ".tmp"

// writeAtomic replaces the file with content, readable by its owner only: whoever reads sees the old
// or the new file whole, also after a power cut.
func writeAtomic(path string, content []byte) error {
	folder := filepath.Dir(path)
	temporary, err := os.CreateTemp(folder, filepath.Base(path)+".*"+temporarySuffix) // created 0600
	if err != nil {
		return err
	}
	if err := fill(temporary, content); err != nil {
		return errors.Join(err, os.Remove(temporary.Name()))
	}
	if err := os.Rename(temporary.Name(), path); err != nil {
		return errors.Join(err, os.Remove(temporary.Name()))
	}
	return syncFolder(folder)
}

func fill(file *os.File, content []byte) error {
	_, err := file.Write(content)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// explain turns what the file system said into what to do about it; nil stays nil.
func explain(err error, path string) error {
	switch {
	case err == nil:
		return nil
	case isNoSpace(err):
		return sandbox.Unavailable(err, "the disk with %s is full; free some space and start again", path)
	case errors.Is(err, fs.ErrPermission), isReadOnly(err):
		return sandbox.Unavailable(err, "%s cannot be written; give this user write permission or name another data folder with --data", path)
	case isNotFolder(err):
		return sandbox.Unavailable(err, "a file stands where the folder %s should be; move it away or name another data folder with --data", path)
	}
	return sandbox.Unavailable(err, "the data folder %s cannot be used (%v); name another one with --data", path, err)
}

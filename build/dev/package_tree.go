package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
)

// emptyDir makes dir and empties it.
func emptyDir(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.MkdirAll(dir, 0o755)
}

// place writes a file and the folders above it.
func place(file string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}

func copyFile(from, to string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return place(to, text)
}

// settle gives everything below dir one time and, whatever the umask, modes that all may read;
// programs stay executable.
func settle(dir string, date time.Time) error {
	return filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		mode := fs.FileMode(0o644)
		if d.IsDir() || info.Mode()&0o100 != 0 {
			mode = 0o755
		}
		if err := os.Chmod(file, mode); err != nil {
			return err
		}
		return os.Chtimes(file, date, date)
	})
}

// writeArchive creates file and lets fill write into it.
func writeArchive(file string, fill func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if err := fill(f); err != nil {
		_ = f.Close() // the first error is the one to tell
		return err
	}
	return f.Close()
}

// tarGz packs the files below dir under the folder top, owned by root.
func tarGz(w io.Writer, dir, top string) error {
	z := gzip.NewWriter(w)
	t := tar.NewWriter(z)
	err := eachFile(dir, func(name string, info fs.FileInfo, text []byte) error {
		err := t.WriteHeader(&tar.Header{
			Name: path.Join(top, name), Mode: int64(info.Mode().Perm()), Size: int64(len(text)),
			ModTime: info.ModTime(), Uname: "root", Gname: "root",
		})
		if err == nil {
			_, err = t.Write(text)
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := t.Close(); err != nil {
		return err
	}
	return z.Close()
}

// zipped packs the files below dir under the folder top.
func zipped(w io.Writer, dir, top string) error {
	z := zip.NewWriter(w)
	err := eachFile(dir, func(name string, info fs.FileInfo, text []byte) error {
		h := &zip.FileHeader{Name: path.Join(top, name), Method: zip.Deflate, Modified: info.ModTime().UTC()}
		h.SetMode(info.Mode())
		entry, err := z.CreateHeader(h)
		if err == nil {
			_, err = entry.Write(text)
		}
		return err
	})
	if err != nil {
		return err
	}
	return z.Close()
}

// eachFile calls do for every file below dir in order of name, with its slash-separated name.
func eachFile(dir string, do func(name string, info fs.FileInfo, text []byte) error) error {
	return filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		return do(filepath.ToSlash(name), info, text)
	})
}

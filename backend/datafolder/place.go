package datafolder

import (
	"os"
	"path/filepath"
	"runtime"

	"antomdesk/backend/sandbox"
)

// DefaultPath is where the data folder belongs on this system: $XDG_DATA_HOME/antomdesk or
// ~/.local/share/antomdesk on Linux, ~/Library/Application Support/Antom Desk on macOS and
// %LocalAppData%\Antom Desk on Windows. It is an unavailable error when the system names no home.
func DefaultPath() (string, error) {
	return defaultPath(runtime.GOOS, os.Getenv, os.UserHomeDir)
}

func defaultPath(system string, getenv func(string) string, home func() (string, error)) (string, error) {
	switch system {
	case "windows":
		if local := getenv("LocalAppData"); local != "" {
			return filepath.Join(local, "Antom Desk"), nil
		}
		return "", sandbox.Unavailable(nil, "%%LocalAppData%% is not set; set it or name a data folder with --data")
	case "darwin":
		return underHome(home, "Library", "Application Support", "Antom Desk")
	}
	// The XDG specification tells programs to ignore a path that is not absolute.
	if data := getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "antomdesk"), nil
	}
	return underHome(home, ".local", "share", "antomdesk")
}

func underHome(home func() (string, error), parts ...string) (string, error) {
	base, err := home()
	if err != nil {
		return "", sandbox.Unavailable(err, "this user has no home folder; set HOME or name a data folder with --data")
	}
	return filepath.Join(append([]string{base}, parts...)...), nil
}

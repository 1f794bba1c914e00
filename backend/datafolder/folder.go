package datafolder

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"antomdesk/backend/sandbox"

	"github.com/gofrs/flock"
)

// The files of a data folder.
const (
	databaseFile = "antomdesk.db"
	lockFile     = ".lock"
	holderFile   = ".holder.json"
	runtimeFile  = "runtime.json"
	secretsFile  = "secrets.json"
	authorityPEM = "ca.pem"
	leafPEM      = "gateway.pem"
)

// Folder is a data folder this process holds. It is safe for concurrent use.
type Folder struct {
	path    string
	clock   sandbox.Clock
	random  io.Reader
	program string
	lock    *flock.Flock
	secrets *secrets

	mu       sync.Mutex // guards warnings and what is created once
	warnings []string
}

// Option changes what Open takes from the system.
type Option func(*Folder)

// WithClock sets the clock certificates are dated by; real time is the default.
func WithClock(c sandbox.Clock) Option { return func(f *Folder) { f.clock = c } }

// WithRandom sets the source of randomness for keys and serial numbers; crypto/rand is the default.
func WithRandom(r io.Reader) Option { return func(f *Folder) { f.random = r } }

// WithProgram sets the name a second process is told; the executable's name is the default.
func WithProgram(name string) Option { return func(f *Folder) { f.program = name } }

// Open creates the folder where it is missing and takes its lock, before anything in it is opened. A
// conflict error names the process that has it; an unavailable one says what is wrong with the folder
// and what to do.
func Open(path string, options ...Option) (*Folder, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, explain(err, path)
	}
	f := &Folder{path: path, clock: sandbox.SystemClock{}, random: rand.Reader, program: filepath.Base(os.Args[0])}
	for _, option := range options {
		option(f)
	}
	if err := f.create(); err != nil {
		return nil, err
	}
	if err := f.acquire(); err != nil {
		return nil, err
	}
	if err := f.settle(); err != nil {
		return nil, errors.Join(err, f.lock.Close())
	}
	return f, nil
}

// create makes the folder, for its owner only.
func (f *Folder) create() error {
	info, err := os.Stat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return explain(os.MkdirAll(f.path, 0o700), f.path)
	case err != nil:
		return explain(err, f.path)
	case !info.IsDir():
		return sandbox.Unavailable(nil, "%s is a file, not a folder; move it away or name another data folder with --data", f.path)
	}
	return nil
}

// settle removes what a killed predecessor left and says who is here now.
func (f *Folder) settle() error {
	if err := f.clean(); err != nil {
		return explain(err, f.path)
	}
	if err := f.writeHolder(); err != nil {
		return err
	}
	s, warnings, err := openSecrets(f.file(secretsFile))
	f.secrets, f.warnings = s, warnings
	return err
}

// clean removes a runtime file that names a dead process, and half-written files, which may hold keys.
func (f *Folder) clean() error {
	errs := []error{removeIfThere(f.file(runtimeFile))}
	for _, name := range []string{runtimeFile, holderFile, secretsFile, authorityPEM, leafPEM} {
		leftovers, err := filepath.Glob(f.file(name + ".*" + temporarySuffix))
		errs = append(errs, err)
		for _, leftover := range leftovers {
			errs = append(errs, removeIfThere(leftover))
		}
	}
	return errors.Join(errs...)
}

// Path is the folder's absolute path.
func (f *Folder) Path() string { return f.path }

// DBPath is where the database belongs.
func (f *Folder) DBPath() string { return f.file(databaseFile) }

// Secrets keeps private keys in the folder's secrets file.
func (f *Folder) Secrets() sandbox.Secrets { return f.secrets }

// Warnings are sentences the user should see about how the folder keeps its secrets.
func (f *Folder) Warnings() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	warnings := append([]string{}, f.warnings...)
	if f.secrets.holdsAny() {
		warnings = append(warnings, "Private keys are kept unencrypted in "+f.file(secretsFile)+
			"; whoever can read that file can sign with them.")
	}
	return warnings
}

// Close removes the runtime file and gives the lock back. The folder must not be used afterwards.
func (f *Folder) Close() error {
	return errors.Join(
		removeIfThere(f.file(runtimeFile)),
		removeIfThere(f.file(holderFile)),
		f.lock.Close(),
	)
}

func (f *Folder) file(name string) string { return filepath.Join(f.path, name) }

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

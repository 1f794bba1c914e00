package datafolder

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"sync"

	"antomdesk/backend/sandbox"
)

// secrets is sandbox.Secrets over one JSON file of names and values.
type secrets struct {
	path   string
	mu     sync.Mutex
	values map[string]string
}

// openSecrets reads the file where there is one. A file that others may read is tightened and reported:
// what was readable must be taken as known to them.
func openSecrets(path string) (*secrets, []string, error) {
	s := &secrets{path: path, values: map[string]string{}}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil, nil
	}
	if err != nil {
		return nil, nil, explain(err, path)
	}
	var warnings []string
	if tooOpen(info) {
		if err := os.Chmod(path, 0o600); err != nil {
			return nil, nil, explain(err, path)
		}
		warnings = append(warnings, fmt.Sprintf(
			"%s could be read by other users of this computer (mode %04o); it is private again, but replace the keys in it if you do not trust them.",
			path, info.Mode().Perm()))
	}
	return s, warnings, s.load()
}

func (s *secrets) load() error {
	text, err := os.ReadFile(s.path)
	if err != nil {
		return explain(err, s.path)
	}
	if err := json.Unmarshal(text, &s.values); err != nil || s.values == nil {
		// The decoder's error may quote the file; it stays out of the message and the chain.
		return sandbox.Unavailable(nil, "%s is damaged; restore it from a backup, or move it away to start with new keys", s.path)
	}
	return nil
}

// Secret returns the value, or a not_found error.
func (s *secrets) Secret(name string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	value, ok := s.values[name]
	if !ok {
		return "", sandbox.NotFound("there is no secret named %s", name)
	}
	return value, nil
}

// SetSecret stores the value durably before it returns.
func (s *secrets) SetSecret(name, value string) error {
	return s.change(func(values map[string]string) { values[name] = value })
}

// DeleteSecret forgets the value; forgetting an unknown name is not an error.
func (s *secrets) DeleteSecret(name string) error {
	return s.change(func(values map[string]string) { delete(values, name) })
}

// change writes a changed copy to disk and only then adopts it.
func (s *secrets) change(edit func(map[string]string)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	values := maps.Clone(s.values)
	edit(values)
	if maps.Equal(values, s.values) {
		return nil
	}
	text, err := json.MarshalIndent(values, "", "  ")
	if err != nil {
		return fmt.Errorf("encode %s: %w", secretsFile, err)
	}
	if err := writeAtomic(s.path, append(text, '\n')); err != nil {
		return explain(err, s.path)
	}
	s.values = values
	return nil
}

func (s *secrets) holdsAny() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.values) > 0
}

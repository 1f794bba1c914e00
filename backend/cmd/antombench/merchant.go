package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"antomdesk/backend/datafolder"
	"antomdesk/backend/signature"
)

// clientID is the merchant's in every data folder of the bench.
const clientID = "SANDBOX_5YBENCH000000001"

// identity is who calls and who answers: both sign.
type identity struct {
	merchant *rsa.PrivateKey
	antom    *rsa.PrivateKey
}

// register makes a data folder in which the merchant's key is known, through the command line, and
// reads Antom's key from it: notifications must be signed as that Antom would.
func (d *desk) register(ctx context.Context, folder string) (id identity, err error) {
	if id.merchant, err = signature.GenerateKey(rand.Reader); err != nil {
		return id, err
	}
	_, err = d.ctl(ctx, folder, "keys", "import", "--client-id", clientID,
		"--public-key", signature.FormatPublicKey(&id.merchant.PublicKey))
	if err != nil {
		return id, err
	}
	opened, err := datafolder.Open(folder)
	if err != nil {
		return id, err
	}
	if id.antom, err = opened.AntomKey(); err != nil {
		return id, err
	}
	return id, opened.Close()
}

// ctl runs antomctl to its end and returns what it printed.
func (d *desk) ctl(ctx context.Context, folder string, args ...string) (string, error) {
	var said strings.Builder
	c := exec.CommandContext(ctx, d.antomctl, append([]string{"--data", folder}, args...)...)
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w: %s", d.antomctl, args[0], err, said.String())
	}
	return strings.TrimSpace(string(out)), nil
}

// copyOf is a data folder of its own that begins as the registered one, as private as that.
func (d *desk) copyOf(name string) (string, error) {
	folder := d.path(name)
	if err := os.CopyFS(folder, os.DirFS(d.path("base"))); err != nil {
		return "", err
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	for _, file := range files {
		err = errors.Join(err, os.Chmod(file, 0o600))
	}
	return folder, err
}

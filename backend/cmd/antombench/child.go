package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"time"
)

// goodbye is how long a child may take to end before it is killed.
const goodbye = 20 * time.Second

// child is a server this program started. It prints one line of JSON once it listens, and ends when
// its standard input does or when it is told.
type child struct {
	cmd   *exec.Cmd
	input io.WriteCloser
	said  bytes.Buffer // its standard error, shown when something is wrong; read it after ended
	ended chan error
}

// spawn starts the program and reads its line into ready. The input stays open after first.
func spawn(ctx context.Context, ready any, first []byte, program string, args ...string) (*child, error) {
	c := &child{cmd: exec.CommandContext(ctx, program, args...), ended: make(chan error, 1)}
	c.cmd.Stderr = &c.said
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if c.input, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	if _, err := c.input.Write(first); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	go func() {
		_, _ = io.Copy(io.Discard, out) // it has nothing more to say
		c.ended <- c.cmd.Wait()
	}()
	if err == nil {
		err = json.Unmarshal(line, ready)
	}
	if err != nil {
		return nil, fmt.Errorf("%s did not say where it listens: %w", program, errors.Join(err, c.stop()))
	}
	return c, nil
}

// stop asks the child to end and kills it when it does not; where there is no asking, it is killed at
// once.
func (c *child) stop() error {
	_ = c.input.Close()
	if c.cmd.Process.Signal(os.Interrupt) != nil {
		_ = c.cmd.Process.Kill() // it has ended already, or this system knows no signals
		<-c.ended
		return nil
	}
	var err error
	select {
	case err = <-c.ended:
	case <-time.After(goodbye):
		_ = c.cmd.Process.Kill()
		err = <-c.ended
	}
	if err != nil {
		return fmt.Errorf("%w: %s", err, c.said.String())
	}
	return nil
}

// server is a running Antom Desk.
type server struct {
	*child
	Gateway  string `json:"gateway"`
	Listener string `json:"listener"`
	UI       string `json:"ui"`
	Token    string `json:"ui_token"`
}

// serveFolder starts antomctl on the folder, or this program's profiled twin of it.
func (d *desk) serveFolder(ctx context.Context, folder string) (*server, error) {
	s := &server{}
	program := d.antomctl
	args := []string{"serve", "--data", folder, "--gateway", "127.0.0.1:0", "--gateway-tls", "off", "--listener-tls", "off",
		"--listener", "127.0.0.1:0", "--loopback-only"}
	if d.profile != "" {
		var err error
		if program, err = os.Executable(); err != nil {
			return nil, err
		}
		d.children++
		args = []string{"serve", "--data", folder, "--cpuprofile", d.profile + strconv.Itoa(d.children)}
	}
	var err error
	s.child, err = spawn(ctx, s, nil, program, args...)
	return s, err
}

func (s *server) gateway() target { return target{address(s.Gateway), s.cmd.Process.Pid} }

func (s *server) listener() target { return target{address(s.Listener), s.cmd.Process.Pid} }

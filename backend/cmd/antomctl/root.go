package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"antomdesk/backend/app"
	"antomdesk/backend/datafolder"

	"github.com/spf13/cobra"
)

const about = `antomctl runs Antom Desk without a window and does from a shell what the window does.

Beside a running Antom Desk or "antomctl serve" it uses that program's local API; without one it opens
the data folder itself. Standard output carries data only; warnings and errors go to standard error.

Exit codes:
  0  done
  1  it failed
  2  the command line is wrong
  3  the input is wrong or the request was refused
  4  what was asked for does not exist
  5  the data folder is locked or cannot be used, or a server cannot listen
  6  what was waited for did not come in time`

// cli is one run of the command.
type cli struct {
	dataDir string
	asJSON  bool
	stdout  io.Writer
	stderr  io.Writer
}

// run executes the command line and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := &cli{stdout: stdout, stderr: stderr}
	root := c.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	_, _ = fmt.Fprintln(stderr, "antomctl: "+err.Error()) // nowhere left to complain
	return exitCode(err)
}

func (c *cli) root() *cobra.Command {
	root := &cobra.Command{
		Use: "antomctl", Short: "Antom Desk from a shell", Long: about,
		SilenceUsage: true, SilenceErrors: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("%q is not a command; run antomctl help", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	place, err := datafolder.DefaultPath()
	if err != nil {
		place = "none on this system" // commands that need it say why
	}
	root.PersistentFlags().StringVar(&c.dataDir, "data", "", "the data folder (default: "+place+")")
	root.PersistentFlags().BoolVar(&c.asJSON, "json", false, "print JSON")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage("%v; run antomctl help", err) })
	root.AddCommand(c.serve(), c.keys(), c.apiKeys(), c.api(), c.logs(), c.transactions(), c.wallet(), c.clock(), c.scenarios(), c.notifications(), c.lab(),
		c.endpoints(), c.forwards(), c.signature(), c.disputes(), c.ca(), c.ui(), c.version())
	return root
}

func (c *cli) version() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if c.asJSON {
				return c.printJSON(map[string]string{"version": app.Version})
			}
			return c.print(app.Version)
		},
	}
}

func (c *cli) folder() (string, error) {
	if c.dataDir != "" {
		return c.dataDir, nil
	}
	path, err := datafolder.DefaultPath()
	if err != nil {
		return "", closedError{err}
	}
	return path, nil
}

func (c *cli) log() *slog.Logger {
	return slog.New(slog.NewTextHandler(c.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// group is a command that only has others below it.
func group(use, short string, below ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, RunE: func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usage("%q is not a command of antomctl %s; run antomctl %s --help", args[0], use, use)
		}
		return usage("antomctl %s needs a command; run antomctl %s --help", use, use)
	}}
	cmd.AddCommand(below...)
	return cmd
}

func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%q is one argument too many", args[0])
	}
	return nil
}

func oneArg(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("give one %s", what)
		}
		return nil
	}
}

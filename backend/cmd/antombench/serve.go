package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"runtime/pprof"

	"antomdesk/backend/app"
	"antomdesk/backend/sandbox"
)

// serve is `antomctl serve` under the profiler. The product itself has no switch for that.
func serve(ctx context.Context, args []string) (err error) {
	config := app.Config{
		Serve: true, Program: "antombench serve", LoopbackOnly: true,
		GatewayAddr: "127.0.0.1:0", GatewayTLSAddr: app.Off, ListenerAddr: "127.0.0.1:0",
	}
	flags := flag.NewFlagSet("antombench serve", flag.ContinueOnError)
	flags.StringVar(&config.DataDir, "data", "", "data folder")
	path := flags.String("cpuprofile", "", "where the profile goes")
	if err := flags.Parse(args); err != nil {
		return err
	}
	file, err := os.Create(*path)
	if err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		return err
	}
	defer func() { pprof.StopCPUProfile(); err = errors.Join(err, file.Close()) }()
	a := app.New(config)
	if err := a.Start(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close(context.WithoutCancel(ctx))) }()
	line := map[string]string{"ui_token": a.Token()}
	for _, s := range a.Servers() {
		line[string(s.Name)] = s.Origin
	}
	delete(line, string(sandbox.ServerGatewayTLS))
	if err := json.NewEncoder(os.Stdout).Encode(line); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

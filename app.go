package main

import (
	"context"
	"sync"

	"antomdesk/backend/services"
)

// App is the window's life: it starts what the window shows, passes on what changes, and remembers
// where the window stood.
type App struct {
	services *services.Set
	shown    sync.Once
}

// NewApp opens nothing; startup does.
func NewApp(dataFolder string) *App {
	return &App{services: services.New(services.Identity{DataFolder: dataFolder})}
}

func (a *App) startup(ctx context.Context)          {}
func (a *App) domReady(ctx context.Context)         {}
func (a *App) beforeClose(ctx context.Context) bool { return false }
func (a *App) shutdown(ctx context.Context)         {}

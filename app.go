package main

import (
	"context"
	"io/fs"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"antomdesk/backend/app"
	"antomdesk/backend/services"
	"antomdesk/backend/webview"
)

const (
	// pageTimeout shows the window even when its page never reports that it is there.
	pageTimeout = 5 * time.Second
	// retryPause lies between two tries to start: what was in the way may be gone, such as another
	// window on the same data folder.
	retryPause = 2 * time.Second
	// closeTimeout is how long calls in progress may take once the window is closed.
	closeTimeout = 5 * time.Second
)

// App is the window's life: it starts what the window shows, passes on what changes, and remembers
// where the window stood.
type App struct {
	backend *app.App
	log     *slog.Logger
	life    context.Context // ends when the window does
	end     context.CancelFunc
	working sync.WaitGroup
	shown   sync.Once

	mu     sync.Mutex
	opened bool // the data folder is ours, so the window's place may be kept there
	place  webview.Place
}

// NewApp opens nothing; startup does.
func NewApp(c app.Config, log *slog.Logger) *App {
	life, end := context.WithCancel(context.Background())
	return &App{backend: app.New(c), log: log, life: life, end: end, place: webview.FirstPlace()}
}

// startup runs beside the loading of the page.
func (a *App) startup(ctx context.Context) {
	time.AfterFunc(pageTimeout, func() { a.show(ctx) })
	a.backend.Services().ChooseWith(func(name string) (string, error) {
		return runtime.SaveFileDialog(ctx, runtime.SaveDialogOptions{DefaultFilename: name, CanCreateDirectories: true})
	})
	a.working.Go(func() { a.forwardHints(ctx) })
	a.working.Go(a.start)
}

// start starts the backend and tries again until it runs or the window closes. What goes wrong is a
// state that the services report with its remedy, never a crash; it is logged once.
func (a *App) start() {
	said := ""
	for {
		err := a.backend.Start(a.life)
		if err == nil {
			break
		}
		if a.life.Err() == nil && err.Error() != said {
			said = err.Error()
			a.log.Error("Antom Desk could not start yet", "error", err)
		}
		select {
		case <-a.life.Done():
			return
		case <-time.After(retryPause):
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.opened = true
}

// forwardHints tells the page what changed until the window closes.
func (a *App) forwardHints(ctx context.Context) {
	hints := a.backend.Hints().Subscribe()
	defer hints.Close()
	for {
		select {
		case <-a.life.Done():
			return
		case hint := <-hints.C():
			runtime.EventsEmit(ctx, services.HintEvent, hint)
		}
	}
}

func (a *App) domReady(ctx context.Context) { a.show(ctx) }

// show puts the window where it last stood and shows it, once: a page that is loaded again after a
// crash leaves the window where the user has it now.
func (a *App) show(ctx context.Context) {
	a.shown.Do(func() {
		if place, ok := webview.LoadPlace(a.placePath()); ok {
			a.restore(ctx, place.Fit(screen(ctx)))
		}
		runtime.WindowShow(ctx)
	})
}

func (a *App) restore(ctx context.Context, place webview.Place) {
	a.mu.Lock()
	a.place = place
	a.mu.Unlock()
	runtime.WindowSetSize(ctx, place.Width, place.Height)
	runtime.WindowSetPosition(ctx, place.X, place.Y)
	if place.Maximised {
		runtime.WindowMaximise(ctx)
	}
}

// screen is the size of the screen the window is on; 0×0 when the system does not tell.
func screen(ctx context.Context) (width, height int) {
	all, err := runtime.ScreenGetAll(ctx)
	if err != nil {
		return 0, 0
	}
	for _, s := range all {
		if s.IsCurrent {
			return s.Size.Width, s.Size.Height
		}
	}
	return 0, 0
}

// beforeClose remembers the window's place. It never keeps the window open.
func (a *App) beforeClose(ctx context.Context) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.opened || runtime.WindowIsMinimised(ctx) || runtime.WindowIsFullscreen(ctx) {
		return false
	}
	x, y := runtime.WindowGetPosition(ctx)
	width, height := runtime.WindowGetSize(ctx)
	place := a.place.Resized(x, y, width, height, runtime.WindowIsMaximised(ctx))
	if err := place.Save(a.placePath()); err != nil {
		a.log.Warn("the window's place is not remembered", "error", err)
	}
	return false
}

// shutdown ends what startup began, a start that is still under way included.
func (a *App) shutdown(context.Context) {
	a.end()
	a.working.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	if err := a.backend.Close(ctx); err != nil {
		a.log.Error("Antom Desk did not close cleanly", "error", err)
	}
}

// placePath is the file that keeps the window's place.
func (a *App) placePath() string {
	status, err := a.backend.Services().System.Status(services.StatusInput{})
	if err != nil {
		return ""
	}
	return filepath.Join(status.DataFolder, "window.json")
}

// built is the front end as web servers want it: index.html at the top.
func built(assets fs.FS) fs.FS {
	dist, err := fs.Sub(assets, "dist")
	if err != nil { // "dist" is a valid path
		return assets
	}
	return dist
}

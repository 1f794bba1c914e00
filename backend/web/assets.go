package web

import (
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// frontEnd serves the built front end, or a page that says how to build it.
func frontEnd(assets fs.FS) http.Handler {
	files := http.FileServerFS(assets)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if name == "" {
			serveIndex(w, r, assets)
			return
		}
		if info, err := fs.Stat(assets, name); err != nil || info.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			turnAway(w, r, http.StatusNotFound, "There is no such page", "Start from the front page")
			return
		}
		if strings.HasPrefix(name, "assets/") { // their names carry a hash of their content
			w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
		}
		files.ServeHTTP(w, r)
	})
}

func serveIndex(w http.ResponseWriter, r *http.Request, assets fs.FS) {
	index, err := fs.ReadFile(assets, "index.html")
	if err != nil {
		writePage(w, http.StatusOK, page{
			Title: "The front end is not built",
			Text:  "Everything else works. To see the screens, run “go run ./build/dev run” in the source folder",
		})
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if r.Method != http.MethodHead {
		_, _ = w.Write(index) // the client is gone; nobody is left to tell
	}
}

// Package frontend carries the built user interface inside the binary.
package frontend

import "embed"

// Assets holds dist/ as the front-end build left it; it is empty but for .gitkeep until then.
//
//go:embed all:dist
var Assets embed.FS

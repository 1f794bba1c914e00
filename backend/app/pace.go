package app

import (
	"os"
	"runtime"
	"runtime/debug"
	"sync"
)

// heapGrowth lets the heap grow to five times what lives before it is collected: what lives is a few
// megabytes, and a burst of calls would be collected all the time.
const heapGrowth = 400

// spareThreads run goroutines beside those that sign, which are one per core: the writer coming back from
// the disk and requests coming in do not queue behind signatures.
const spareThreads = 1

// pace fits the Go runtime to a server that signs much and waits for the disk much. What the user set
// in the environment stands.
var pace = sync.OnceFunc(func() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + spareThreads)
	}
})

package sqlite

import (
	"context"
	"sync"
	"sync/atomic"
)

// picture keeps one immutable value in memory that was read from the file. It is dropped whole
// whenever what it shows changes, after the commit and before the change is answered.
type picture[T any] struct {
	known      atomic.Pointer[T]
	mu         sync.Mutex
	generation uint64 // of the data; guards against keeping what was read before a change
}

func (p *picture[T]) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.generation++
	p.known.Store(nil)
}

// get returns the value, reading it if nothing is known.
func (p *picture[T]) get(ctx context.Context, read func(context.Context) (*T, error)) (*T, error) {
	if v := p.known.Load(); v != nil {
		return v, nil
	}
	generation := p.now()
	v, err := read(ctx)
	if err != nil {
		return nil, err
	}
	p.keep(v, generation)
	return v, nil
}

func (p *picture[T]) now() uint64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.generation
}

func (p *picture[T]) keep(v *T, generation uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.generation == generation {
		p.known.Store(v)
	}
}

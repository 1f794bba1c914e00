package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"time"

	"antomdesk/backend/sandbox"
)

// Config says which file to open and whom to tell.
type Config struct {
	Path      string            // of the database file; its folder must exist
	Clock     sandbox.Clock     // stamps backups; nil means real time
	Publisher sandbox.Publisher // told after each commit; nil means nobody
	// BusyTimeout is how long to wait for another program that holds the file; 0 means 5 s.
	BusyTimeout time.Duration
	// SearchWait is how long a search waits for the index to reach the newest exchange; 0 means 5 s.
	SearchWait time.Duration
	// Load is how many other pieces of work queue for the machine, so that a commit may wait a little for
	// as many jobs to share it; nil means none ever.
	Load func() int
	// Soon is the same for work that is ready within moments, those that wait for a commit among it; nil
	// means none ever.
	Soon    func() int
	Readers int           // size of the reader pool; 0 means twice the cores, at least 4
	glance  int           // rows a search looks at before it asks the index; tests lower it
	linger  time.Duration // see lingerFor; tests change it
	ahead   time.Duration // see aheadFor; tests change it
}

// Store is the open file. It implements every storage interface of package sandbox and is safe for
// concurrent use.
type Store struct {
	reader    // sandbox.Reader over the reader pool
	cfg       Config
	read      *sql.DB
	write     *sql.DB
	writer    *writer
	search    *indexer
	folding   *checkpointer
	directory picture[callers]
	armed     picture[armedScenarios]
	rules     picture[methodRules]
	faults    picture[armedFaults]
	endpoints picture[sandbox.EndpointBook]
	codec     *codec
}

var (
	_ sandbox.Reader            = (*Store)(nil)
	_ sandbox.Decider           = (*Store)(nil)
	_ sandbox.DueReader         = (*Store)(nil)
	_ sandbox.Recorder          = (*Store)(nil)
	_ sandbox.ExchangeReader    = (*Store)(nil)
	_ sandbox.Registrar         = (*Store)(nil)
	_ sandbox.NotificationStore = (*Store)(nil)
	_ sandbox.PaymentReader     = (*Store)(nil)
	_ sandbox.ScenarioStore     = (*Store)(nil)
	_ sandbox.LabStore          = (*Store)(nil)
	_ sandbox.APIKeyStore       = (*Store)(nil)
	_ sandbox.MethodRuleStore   = (*Store)(nil)
	_ sandbox.CaptureStore      = (*Store)(nil)
	_ sandbox.EndpointStore     = (*Store)(nil)
	_ sandbox.ForwardStore      = (*Store)(nil)
)

// Open opens or creates the file, upgrades it to this build's version (after a backup) and starts the
// writer and the indexer. A file that is newer, foreign, damaged, read-only or held by another program
// is an unavailable error that says what to do.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	return open(ctx, cfg.withDefaults(), embedded())
}

func open(ctx context.Context, cfg Config, steps []migration) (*Store, error) {
	if err := preflight(cfg.Path); err != nil {
		return nil, err
	}
	if err := migrate(ctx, cfg, steps); err != nil {
		return nil, explainOpening(err, cfg.Path)
	}
	s, err := start(ctx, cfg)
	if err != nil {
		return nil, explainOpening(err, cfg.Path)
	}
	return s, nil
}

func start(ctx context.Context, cfg Config) (*Store, error) {
	s := &Store{cfg: cfg}
	var err error
	if s.codec, err = newCodec(); err != nil {
		return nil, err
	}
	if s.read, err = openPool(cfg, readerPragmas, cfg.Readers+1); err != nil { // one is the checkpointer's
		return nil, err
	}
	s.reader = reader{s.read}
	if s.write, err = openPool(cfg, writerPragmas, 1); err != nil {
		return nil, errors.Join(err, s.read.Close())
	}
	if err := s.startWorkers(ctx); err != nil {
		return nil, errors.Join(err, s.write.Close(), s.read.Close())
	}
	return s, nil
}

func (s *Store) startWorkers(ctx context.Context) error {
	writing, err := s.write.Conn(ctx)
	if err != nil {
		return err
	}
	folding, err := s.read.Conn(ctx)
	if err != nil {
		return errors.Join(err, writing.Close())
	}
	s.folding = newCheckpointer(folding)
	if s.writer, err = newWriter(ctx, writing, s.cfg, s.folding); err != nil {
		return errors.Join(err, folding.Close(), writing.Close())
	}
	if s.search, err = newIndexer(ctx, s.read, s.writer); err != nil {
		return errors.Join(err, folding.Close(), writing.Close())
	}
	go s.writer.loop()
	go s.search.loop()
	go s.folding.loop()
	return nil
}

// Close answers everyone who waits, then closes the file. Later calls fail with unavailable.
func (s *Store) Close() error {
	s.search.close()
	err := errors.Join(s.writer.close(), s.folding.close())
	// The writer's pool goes last: the last connection to leave folds the write-ahead log into the file.
	return errors.Join(err, s.read.Close(), s.write.Close())
}

func (c Config) withDefaults() Config {
	if c.Clock == nil {
		c.Clock = sandbox.SystemClock{}
	}
	if c.Publisher == nil {
		c.Publisher = nobody{}
	}
	if c.BusyTimeout <= 0 {
		c.BusyTimeout = 5 * time.Second
	}
	if c.SearchWait <= 0 {
		c.SearchWait = 5 * time.Second
	}
	if c.Load == nil {
		c.Load = func() int { return 0 }
	}
	if c.Soon == nil {
		c.Soon = func() int { return 0 }
	}
	if c.Readers <= 0 {
		c.Readers = max(4, 2*runtime.NumCPU())
	}
	if c.linger <= 0 {
		c.linger = lingerFor
	}
	if c.ahead <= 0 {
		c.ahead = aheadFor
	}
	if c.glance <= 0 {
		c.glance = defaultGlance
	}
	return c
}

// nobody is the publisher of a store that has no one to tell.
type nobody struct{}

func (nobody) Publish(...sandbox.Event) {}

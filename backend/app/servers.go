package app

import (
	"context"
	"log/slog"
	"net"
	"strings"
	"sync"

	"antomdesk/backend/sandbox"
)

// server is one listening socket and what it serves.
type server struct {
	name         sandbox.ServerName
	scheme       string
	address      string // as asked for
	mayBeOff     bool
	loopbackOnly bool
	serve        func(net.Listener) error
	moved        func() error // told when the origin changed; may be nil

	socket  net.Listener // nil while it does not listen
	problem failure
}

// failure is why a server does not listen, and what to do about it.
type failure struct{ problem, remedy string }

// notRunning is the state of every server when the folder was opened without serving.
var notRunning = failure{"Antom Desk is not running", "Start the window or run antomctl serve"}

func (f failure) err() error { return sandbox.Unavailable(nil, "%s. %s", f.problem, f.remedy) }

func (f failure) none() bool { return f.problem == "" }

// servers opens, closes and moves the sockets. It implements services.Servers.
type servers struct {
	publisher sandbox.Publisher
	log       *slog.Logger

	restarting sync.Mutex // one restart at a time
	mu         sync.Mutex // guards what follows
	running    bool       // sockets may be opened at all
	list       []*server
	serving    sync.WaitGroup
}

func newServers(p sandbox.Publisher, log *slog.Logger) *servers {
	return &servers{publisher: p, log: log}
}

// States lists the servers in a fixed order.
func (ss *servers) States() []sandbox.ServerState {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	states := make([]sandbox.ServerState, 0, len(ss.list))
	for _, s := range ss.list {
		states = append(states, s.state())
	}
	return states
}

// Restart closes the server and opens it on address; "" keeps its address, "off" leaves it closed. A
// server that cannot move keeps listening where it is.
func (ss *servers) Restart(ctx context.Context, name sandbox.ServerName, address string) error {
	ss.restarting.Lock()
	defer ss.restarting.Unlock()
	s := ss.find(name)
	if s == nil {
		return sandbox.Invalid("name", "%q is not a server; use gateway, gateway_tls, listener, listener_tls or ui", name)
	}
	if address == "" {
		address = s.address
	}
	if err := s.accepts(address); err != nil {
		return err
	}
	if !ss.mayOpen() {
		return notRunning.err()
	}
	return ss.move(ctx, s, address)
}

func (ss *servers) mayOpen() bool {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	return ss.running
}

func (ss *servers) find(name sandbox.ServerName) *server {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	for _, s := range ss.list {
		if s.name == name {
			return s
		}
	}
	return nil
}

func (ss *servers) origin(name sandbox.ServerName) string {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	for _, s := range ss.list {
		if s.name == name {
			return s.state().Origin
		}
	}
	return ""
}

// set names the servers. Those that will not run say so.
func (ss *servers) set(running bool, list ...*server) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	ss.running, ss.list = running, list
	for _, s := range list {
		if !running {
			s.problem = notRunning
		}
	}
}

// open opens every server that is not switched off.
func (ss *servers) open(ctx context.Context) {
	for _, s := range ss.all() {
		if s.address == Off {
			continue
		}
		if err := s.accepts(s.address); err != nil {
			ss.fail(s, failure{"the address " + s.address + " cannot be used", err.Error()})
			continue
		}
		ss.listen(ctx, s, s.address)
	}
}

func (ss *servers) all() []*server {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	return append([]*server(nil), ss.list...)
}

func (ss *servers) move(ctx context.Context, s *server, address string) error {
	was := s.address
	if address == was || address == Off {
		ss.release(s)
	}
	if address == Off {
		ss.mu.Lock()
		s.address, s.problem = Off, failure{}
		ss.mu.Unlock()
	} else if f := ss.listen(ctx, s, address); !f.none() {
		return f.err()
	}
	ss.publisher.Publish(sandbox.Event{Topic: sandbox.TopicServer, ID: string(s.name)})
	if s.moved != nil {
		return s.moved()
	}
	return nil
}

// listen opens the new socket before it closes the old one.
func (ss *servers) listen(ctx context.Context, s *server, address string) failure {
	socket, f := listenOn(ctx, s, address)
	if !f.none() {
		ss.couldNot(s, address, f)
		return f
	}
	ss.release(s)
	ss.mu.Lock()
	s.address, s.socket, s.problem = address, socket, failure{}
	ss.mu.Unlock()
	ss.serving.Go(func() { ss.serve(s, socket) })
	return f
}

// serve runs until the socket is closed; when it was not us who closed it, that is a problem.
func (ss *servers) serve(s *server, socket net.Listener) {
	err := s.serve(socket)
	ss.mu.Lock()
	ours := s.socket == socket
	ss.mu.Unlock()
	if err == nil || !ours {
		return
	}
	ss.log.Error("a server stopped", "server", string(s.name), "error", err)
	ss.release(s)
	ss.fail(s, failure{"the server stopped: " + err.Error(), "Restart it"})
}

// couldNot makes f the state of a server that listens nowhere; one that does stays where it is.
func (ss *servers) couldNot(s *server, address string, f failure) {
	ss.mu.Lock()
	elsewhere := s.socket != nil
	if !elsewhere {
		s.address = address
	}
	ss.mu.Unlock()
	if !elsewhere {
		ss.fail(s, f)
	}
}

func (ss *servers) fail(s *server, f failure) {
	ss.mu.Lock()
	s.problem = f
	ss.mu.Unlock()
	ss.publisher.Publish(sandbox.Event{Topic: sandbox.TopicServer, ID: string(s.name)})
}

// release closes the socket; connections already accepted live on until they are done.
func (ss *servers) release(s *server) {
	ss.mu.Lock()
	socket := s.socket
	s.socket = nil
	ss.mu.Unlock()
	if socket != nil {
		_ = socket.Close() // a socket that cannot be closed is closed already
	}
}

func (ss *servers) close() {
	for _, s := range ss.all() {
		ss.release(s)
	}
	ss.serving.Wait()
}

func (s *server) state() sandbox.ServerState {
	st := sandbox.ServerState{Name: s.name, Address: s.address, Off: s.address == Off}
	if st.Off {
		st.Address = ""
		return st
	}
	if s.socket != nil {
		st.Origin = s.scheme + "://" + reachable(s.socket.Addr().String())
		return st
	}
	st.Problem, st.Remedy = s.problem.problem, s.problem.remedy
	return st
}

// reachable replaces "every address of this machine" with one that can be dialled.
func reachable(address string) string {
	host, port, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err == nil && ip.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return address
}

// accepts checks an address before it is tried.
func (s *server) accepts(address string) error {
	if address == Off {
		if s.mayBeOff {
			return nil
		}
		return sandbox.Invalid("address", "only the servers for HTTPS can be switched off")
	}
	if _, _, err := net.SplitHostPort(address); err != nil || strings.ContainsAny(address, " /") {
		return sandbox.Invalid("address", "%q is not an address; use host:port, such as 127.0.0.1:18080 (port 0 lets the system choose)", address)
	}
	return nil
}

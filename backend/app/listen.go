package app

import (
	"context"
	"errors"
	"net"
)

// listenOn opens a socket and names what is in the way if it cannot.
func listenOn(ctx context.Context, s *server, address string) (net.Listener, failure) {
	var how net.ListenConfig
	socket, err := how.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, explain(address, err)
	}
	addr, ok := socket.Addr().(*net.TCPAddr)
	if s.loopbackOnly && (!ok || !addr.IP.IsLoopback()) {
		_ = socket.Close() // it was never used
		return nil, failure{
			address + " can be reached from other machines, and the user interface holds your keys",
			"Use a loopback address such as 127.0.0.1:0",
		}
	}
	return socket, failure{}
}

func explain(address string, err error) failure {
	var unknown *net.DNSError
	switch {
	case isAddressInUse(err):
		return failure{address + " is already in use by another program", "Close that program, or choose another address"}
	case isNotAllowed(err):
		return failure{"the system does not allow this program to listen on " + address, "Choose a port above 1023, or allow it in the system's settings"}
	case isNotOurs(err), errors.As(err, &unknown):
		return failure{address + " is not an address of this machine", "Use an address of this machine, such as 127.0.0.1"}
	}
	return failure{"the system refuses to listen on " + address + " (" + cause(err) + ")", "Choose another address"}
}

// cause is the innermost reason, without the address it repeats.
func cause(err error) string {
	var op *net.OpError
	if errors.As(err, &op) && op.Err != nil {
		return op.Err.Error()
	}
	return err.Error()
}

package sandbox

// ServerName names one of the listening sockets.
type ServerName string

// The servers.
const (
	ServerGateway     ServerName = "gateway"
	ServerGatewayTLS  ServerName = "gateway_tls"
	ServerListener    ServerName = "listener"
	ServerListenerTLS ServerName = "listener_tls"
	ServerUI          ServerName = "ui"
)

// ServerState is what one listening socket is doing, for the status bar and `antomctl serve`.
type ServerState struct {
	Name    ServerName
	Address string // as asked for, host:port
	Origin  string // scheme://host:port when it listens, else empty
	Off     bool   // switched off by the user
	Problem string // why it does not listen, one sentence; empty when it does
	Remedy  string // what to do about it
}

// Package datafolder is the folder in which one installation keeps everything: the database's place,
// the lock that lets one process at a time use it, the runtime file through which others find that
// process, the secrets file with the private keys, and the local certificate authority.
package datafolder

// Package house holds no code, only tests: the rules of the house that a machine can check. Who may
// import whom, where money may not be a float, where the time may be read, what the top level holds.
// A rule that a change cannot keep is changed here, in the same commit, where a reviewer sees it.
package house

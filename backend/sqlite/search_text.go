package sqlite

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"antomdesk/backend/sandbox"
)

// maxSearchText is how many bytes of one exchange the full-text index takes, environment and the
// closed sets aside. Bodies are never among them.
const maxSearchText = 400

// noEnvironmentToken stands for "no environment was recognised".
const noEnvironmentToken = "none"

var insertSearchText = "INSERT INTO exchange_search (rowid, words, path, api, code, status, kind, http, verdict, environment) VALUES (" +
	slots(10) + ")"

// searchText is the curated text of one exchange, in the order of insertSearchText.
func searchText(x sandbox.Exchange) []any {
	room := maxSearchText
	words := cut(&room, strings.Join(notEmpty(x.ID, x.RequestID, x.PaymentID, x.RefundID, x.NotificationID, x.ClientID, amountText(x)), " "))
	api, code, path := cut(&room, x.API), cut(&room, x.ResultCode), cut(&room, x.Target)
	return []any{x.Seq, words, path, api, code, string(x.ResultStatus), string(x.Kind),
		statusToken(x.HTTPStatus), orToken(string(x.Verdict)), orToken(x.EnvironmentID)}
}

// amountText is the amount as the merchant sent it: digits of minor units and the currency.
func amountText(x sandbox.Exchange) string {
	if x.Currency == "" {
		return ""
	}
	return strconv.FormatInt(x.AmountMinor, 10) + " " + x.Currency
}

func statusToken(status int) string {
	if status == 0 {
		return "none"
	}
	return strconv.Itoa(status)
}

func orToken(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func notEmpty(all ...string) []string {
	kept := all[:0]
	for _, s := range all {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

// cut takes s out of the room that is left, at a character's edge.
func cut(room *int, s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, " "), "\x00", " ")
	if len(s) > *room {
		s = s[:*room]
		for len(s) > 0 && !utf8.ValidString(s) {
			s = s[:len(s)-1]
		}
	}
	*room -= len(s)
	return s
}

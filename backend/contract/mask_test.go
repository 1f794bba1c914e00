package contract_test

import (
	"encoding/json"
	"strings"
	"testing"

	"antomdesk/backend/contract"
	"pgregory.net/rapid"
)

func TestMask_HidesCardsAndTokensOnly(t *testing.T) {
	for body, want := range map[string]string{
		`{"a": [1, null, true], "b": "x"}`:                                         `{"a":[1,null,true],"b":"x"}`,
		`{"cardNo":"4054695723100768"}`:                                            `{"cardNo":"405469******0768"}`,
		`{"cardNo":"4054 6957-2310 0768"}`:                                         `{"cardNo":"405469******0768"}`,
		`{"cardNo":4054695723100768}`:                                              `{"cardNo":"405469******0768"}`,
		`{"cardNo":"405469******0768"}`:                                            `{"cardNo":"405469******0768"}`,
		`{"cardNo":"12345"}`:                                                       `{"cardNo":"***"}`,
		`{"cardNo":null,"cvv":null}`:                                               `{"cardNo":null,"cvv":null}`,
		`{"CardNo":"4054695723100768","CVV":"1"}`:                                  `{"CardNo":"405469******0768","CVV":"***"}`,
		`{"cvv":123,"expiryYear":"29","expiryMonth":12,"cardPasswordDigest":"ab"}`: `{"cvv":"***","expiryYear":"***","expiryMonth":"***","cardPasswordDigest":"***"}`,
		`{"cvv":""}`:          `{"cvv":""}`,
		`{"cvv":{"a":"123"}}`: `{"cvv":"***"}`,
		`{"accessToken":"t","refreshToken":"t","authCode":"t","cardToken":"t"}`:          `{"accessToken":"***","refreshToken":"***","authCode":"***","cardToken":"***"}`,
		`{"paymentMethod":{"paymentMethodId":"keep"}}`:                                   `{"paymentMethod":{"paymentMethodId":"keep"}}`,
		`{"paymentMethodMetaData":{"number":"4054695723100768","x":[4054695723100768]}}`: `{"paymentMethodMetaData":{"number":"405469******0768","x":["405469******0768"]}}`,
		`{"paymentId":"4054695723100768"}`:                                               `{"paymentId":"4054695723100768"}`,
		`{"extendInfo":"{\"cardNo\":\"4054695723100768\"}"}`:                             `{"extendInfo":"{\"cardNo\":\"405469******0768\"}"}`,
		`{"extendInfo":"{ \"a\": 1 }"}`:                                                  `{"extendInfo":"{ \"a\": 1 }"}`,
		`{"extendInfo":"{broken"}`:                                                       `{"extendInfo":"{broken"}`,
	} {
		if got := string(contract.Mask([]byte(body))); got != want {
			t.Errorf("%s\nbecomes %s\nwant    %s", body, got, want)
		}
	}
}

func TestMask_WhatCannotBeRead_IsReplaced(t *testing.T) {
	for _, body := range []string{"", "x", `{"cvv":"1","cvv":"2"}`, `{"cvv":"123"`, `["4054695723100768"]`, "{\"a\":\"\xff\"}"} {
		if got := string(contract.Mask([]byte(body))); got != `{"unreadable":true}` {
			t.Errorf("%q becomes %s", body, got)
		}
	}
}

func TestMask_WhereverACardStands_ItIsValidJSONWithoutTheCard(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pan := rapid.StringMatching(`[3-6][0-9]{12,18}`).Draw(t, "pan")
		card := map[string]any{"cardNo": pan, "cvv": "987", "note": pan}
		body := any(map[string]any{"paymentMethodMetaData": card})
		for range rapid.IntRange(0, 5).Draw(t, "levels") {
			if rapid.Bool().Draw(t, "in an array") {
				body = map[string]any{"items": []any{body}}
			} else {
				body = map[string]any{"item": body}
			}
		}
		raw, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		masked := contract.Mask(raw)
		if !json.Valid(masked) || strings.Contains(string(masked), pan) || strings.Contains(string(masked), "\"987\"") {
			t.Fatalf("%s becomes %s", raw, masked)
		}
		if again := contract.Mask(masked); string(again) != string(masked) {
			t.Fatalf("masking twice changes it: %s", again)
		}
	})
}

func TestMaskCardNo_KeepsSixAndFour(t *testing.T) {
	for number, want := range map[string]string{
		"4054695723100768": "405469******0768", "9490220011669217": "949022******9217", "123456789012": "123456******9012",
		"12345678901": "***", "12345678901234567890": "***", "": "", "not a card": "***", "405469******0768": "405469******0768",
	} {
		if got := contract.MaskCardNo(number); got != want {
			t.Errorf("%q becomes %q, want %q", number, got, want)
		}
	}
}

package contract

import (
	"reflect"
	"strings"
	"testing"
)

func TestWireStructs_AgreeWithTheContract(t *testing.T) {
	for name, wire := range map[string]any{
		"payments/pay":            PayRequest{},
		"payments/inquiryPayment": InquiryPaymentRequest{},
		"payments/cancel":         CancelRequest{},
		"payments/refund":         RefundRequest{},
		"payments/inquiryRefund":  InquiryRefundRequest{},
	} {
		api, found := ByName(name)
		if !found {
			t.Fatalf("no call is named %s", name)
		}
		compareWire(t, name, reflect.TypeOf(wire), api.request)
	}
}

func compareWire(t *testing.T, at string, wire reflect.Type, s *schema) {
	t.Helper()
	shapesOf := map[reflect.Kind]shape{reflect.String: shapeString, reflect.Bool: shapeBoolean, reflect.Struct: shapeObject, reflect.Map: shapeObject, reflect.Pointer: shapeObject}
	for i := range wire.NumField() {
		field := wire.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		known, found := s.property(name)
		if !found {
			t.Errorf("%s.%s is not in the contract", at, name)
			continue
		}
		if want := shapesOf[field.Type.Kind()]; known.schema.shape != want {
			t.Errorf("%s.%s has shape %d in the contract, %d on the wire", at, name, known.schema.shape, want)
		}
		if field.Type.Kind() == reflect.Struct {
			compareWire(t, at+"."+name, field.Type, known.schema)
		}
	}
}

func TestEnforcedTypes_RequireExactlyWhatTheRuleNames(t *testing.T) {
	want := map[string]string{
		"Amount": "currency value", "Order": "referenceOrderId orderDescription orderAmount",
		"PaymentMethod": "paymentMethodType", "Env": "terminalType",
	}
	seen := map[string]bool{}
	for _, api := range APIs() {
		eachSchema(api.request, map[*schema]bool{}, func(s *schema) {
			if !enforced[s.name] || seen[s.name] {
				return
			}
			seen[s.name] = true
			var required []string
			for _, p := range s.properties {
				if p.required {
					required = append(required, p.name)
				}
			}
			if got := strings.Join(required, " "); got != want[s.name] {
				t.Errorf("%s requires %q, the rule names %q", s.name, got, want[s.name])
			}
		})
	}
	if len(seen) != len(enforced) {
		t.Errorf("seen only %v", seen)
	}
}

func TestSchemas_OfEveryRequest_AreUnderstood(t *testing.T) {
	for _, api := range APIs() {
		if api.request.shape != shapeObject {
			t.Errorf("%s: the request has shape %d", api.Name, api.request.shape)
		}
		eachSchema(api.request, map[*schema]bool{}, func(s *schema) {
			for _, p := range s.properties {
				switch sub := p.schema; {
				case sub.shape == shapeAny:
					t.Errorf("%s: %s.%s has no type", api.Name, s.name, p.name)
				case sub.shape == shapeArray && sub.items == nil:
					t.Errorf("%s: %s.%s is an array of nothing", api.Name, s.name, p.name)
				case len(sub.enum) > 0 && sub.shape != shapeString:
					t.Errorf("%s: %s.%s is an enum that is no string", api.Name, s.name, p.name)
				}
			}
		})
	}
}

func eachSchema(s *schema, seen map[*schema]bool, visit func(*schema)) {
	if s == nil || seen[s] {
		return
	}
	seen[s] = true
	visit(s)
	for _, p := range s.properties {
		eachSchema(p.schema, seen, visit)
	}
	eachSchema(s.items, seen, visit)
	eachSchema(s.values, seen, visit)
}

func TestClip_CutsByCharacters(t *testing.T) {
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{
		{"", 5, ""}, {"abcde", 5, "abcde"}, {"abcdef", 5, "abcd…"}, {"名名名名名", 5, "名名名名名"}, {"名名名名名名", 5, "名名名名…"}, {"ab", 1, "…"},
	} {
		if got := clip(c.s, c.n); got != c.want {
			t.Errorf("clip(%q, %d) = %q, want %q", c.s, c.n, got, c.want)
		}
	}
}

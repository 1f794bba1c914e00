package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"

	"antomdesk/backend/services"
)

// Dispatcher calls the methods of service structs by name: one JSON object in, one out. The HTTP
// edge, the command line without a running program and tests share it.
type Dispatcher struct {
	methods map[string]reflect.Value // "Keys.Show"
}

// NewDispatcher serves every exported method of the given structs. A method of any other shape than
// func(Input) (Output, error) is a mistake of ours and panics.
func NewDispatcher(bound ...any) *Dispatcher {
	d := &Dispatcher{methods: map[string]reflect.Value{}}
	for _, service := range bound {
		d.add(service)
	}
	return d
}

func (d *Dispatcher) add(service any) {
	v := reflect.ValueOf(service)
	name := v.Type().Elem().Name()
	for i := range v.NumMethod() {
		method := v.Type().Method(i).Name
		if !isServiceMethod(v.Method(i).Type()) {
			panic("web: " + name + "." + method + " is not a service method")
		}
		d.methods[name+"."+method] = v.Method(i)
	}
}

func isServiceMethod(t reflect.Type) bool {
	return t.NumIn() == 1 && t.NumOut() == 2 && t.In(0).Kind() == reflect.Struct && t.Out(1) == reflect.TypeFor[error]()
}

// Call decodes input, calls the method and encodes its answer. Unknown fields are refused: a typed
// name is more likely a slip than meant to be ignored. No input at all is an empty object.
func (d *Dispatcher) Call(service, method string, input []byte) ([]byte, error) {
	fn, ok := d.methods[service+"."+method]
	if !ok {
		return nil, services.Unknown("there is no method %s.%s; the README lists the services and their methods", service, method)
	}
	in := reflect.New(fn.Type().In(0))
	if err := decode(input, in.Interface()); err != nil {
		return nil, err
	}
	out := fn.Call([]reflect.Value{in.Elem()})
	if err, failed := out[1].Interface().(error); failed {
		return nil, err
	}
	return json.Marshal(out[0].Interface())
}

func decode(input []byte, into any) error {
	if len(bytes.TrimSpace(input)) == 0 {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(input))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return malformed(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return services.Malformed("", "the input is more than one JSON object; send exactly one")
	}
	return nil
}

// malformed names the field without quoting its value, which may be a key.
func malformed(err error) error {
	var wrongType *json.UnmarshalTypeError
	if errors.As(err, &wrongType) {
		return services.Malformed(wrongType.Field, "a %s was sent where a %s belongs", wrongType.Value, plainType(wrongType.Type))
	}
	return services.Malformed("", "the input is not the JSON object this method takes: %v", err)
}

func plainType(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int:
		return "whole number"
	case reflect.Struct:
		return "JSON object"
	}
	return fmt.Sprint(t.Kind())
}
